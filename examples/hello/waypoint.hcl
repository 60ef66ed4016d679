# Needs a JDK (18 or later) and nothing else.
project = "hello"

variable "greeting" {
  type        = string
  default     = "Hello"
  description = "What the page says; try: waypoint up -var greeting=Moin"
}

app "hello" {
  labels = {
    "example" = "hello"
  }

  build {
    hook {
      when    = "before"
      command = ["sh", "-c", "echo 'Building the page'"]
    }

    use "exec" {
      command = ["sh", "scripts/build.sh"]
      environment = {
        GREETING = var.greeting
      }
      template {
        source      = "site/index.html"
        destination = "build/index.html"
      }
    }
  }

  deploy {
    use "exec" {
      command    = ["sh", "scripts/deploy.sh"]
      idempotent = true

      status {
        path = "/"
      }
      destroy {
        command = ["sh", "scripts/destroy.sh"]
      }
    }
  }

  release {
    use "exec" {
      command = ["sh", "scripts/release.sh"]

      status {
        path = "/"
      }
    }
  }
}
