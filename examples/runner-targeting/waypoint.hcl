# Two variables choose where the application is built and deployed: the organisation, and the workspace.
project = "targeting"

variable "org" {
  type        = string
  default     = ""
  description = "The organisation whose runners do it"
}

app "web" {
  runner {
    profile = "docker-${var.org}-${workspace.name}"
  }

  build {
    use "exec" {
      command = ["sh", "-c", "echo \"built for ${workspace.name} in cluster $CLUSTER at $(hostname -i)\""]
    }
  }

  deploy {
    use "exec" {
      command    = ["sh", "-c", "echo \"deployed for ${workspace.name} in cluster $CLUSTER\""]
      idempotent = true
    }
  }
}
