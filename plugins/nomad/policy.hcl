# What a runner that launches on-demand runners on Nomad needs, in the namespace of its profile.
#
#   nomad acl policy apply waypoint-launcher policy.hcl
#   nomad acl token create -name=waypoint-launcher -policy=waypoint-launcher

namespace "default" {
  # Start, find, follow and stop jobs, and read what they write.
  capabilities = ["list-jobs", "read-job", "submit-job", "read-logs"]

  # Keep the runners' tokens. To read them is left to the jobs themselves.
  variables {
    path "nomad/jobs/waypoint-*" {
      capabilities = ["write", "destroy"]
    }
  }
}
