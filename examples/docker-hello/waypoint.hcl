# Needs a Docker daemon that the runner can reach.
project = "docker-hello"

variable "base_image" {
  type        = string
  default     = "busybox:stable"
  description = "Any image with BusyBox: its web server serves the page"
}

app "docker-hello" {
  labels = {
    "example" = "docker-hello"
  }

  build {
    use "docker" {
      build_args = {
        BASE = var.base_image
      }
    }
  }

  deploy {
    use "docker" {
      service_port = 8080

      health {
        path = "/"
      }
    }
  }
}
