package dev.waypoint.plugin.ecs;

import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Roles may be given by name; ECS wants their ARNs. */
final class Roles {
  private final Aws aws;
  private GetCallerIdentityResponse caller;

  Roles(Aws aws) {
    this.aws = aws;
  }

  /**
   * @param role an ARN, a name, or a path and a name: {@code ci/runner}
   */
  String arn(String role) throws AwsFault, InterruptedException {
    if (role.startsWith("arn:")) {
      return role;
    }
    if (caller == null) {
      caller =
          aws.call(
              "find out the account for the role \"%s\"".formatted(role),
              clients -> clients.sts().getCallerIdentity());
    }
    String partition = caller.arn().split(":")[1];
    String path = role.startsWith("/") ? role.substring(1) : role;
    return "arn:%s:iam::%s:role/%s".formatted(partition, caller.account(), path);
  }
}
