package dev.waypoint.cli.command.install;

import picocli.CommandLine.Option;

/** A runner on ECS. */
final class EcsRunnerFlags {
  @Option(
      names = "-ecs-region",
      paramLabel = "NAME",
      description = "The region; default: that of the AWS environment.")
  private String region;

  @Option(
      names = "-ecs-cluster",
      paramLabel = "NAME",
      description = "The cluster, which must be there; default: waypoint-server.")
  private String cluster;

  @Option(
      names = "-ecs-execution-role-name",
      paramLabel = "NAME",
      description =
          "Role by which ECS starts it, which must be there; default:"
              + " waypoint-runner-execution-role.")
  private String executionRole;

  @Option(
      names = "-ecs-task-role-name",
      paramLabel = "NAME",
      description = "Role of the runner, which must be there; default: waypoint-runner.")
  private String taskRole;

  @Option(
      names = "-ecs-cpu",
      paramLabel = "UNITS",
      description = "CPU units, 1024 are one CPU; default: 512.")
  private Integer cpu;

  @Option(names = "-ecs-memory", paramLabel = "MIB", description = "Memory; default: 2048.")
  private Integer memory;

  @Option(
      names = "-ecs-runner-image",
      paramLabel = "IMAGE",
      description = "Image of the runner; default: that of this version.")
  private String image;

  @Option(
      names = "-ecs-subnets",
      paramLabel = "ID,ID",
      description = "Subnets. Required to install.")
  private String subnets;

  @Option(
      names = "-ecs-security-group-id",
      paramLabel = "ID",
      description = "Security group of the subnets' VPC. Required to install.")
  private String securityGroup;

  @Option(
      names = "-ecs-log-group",
      paramLabel = "NAME",
      description = "Log group, made if there is none; default: waypoint-runner-logs.")
  private String logGroup;

  Settings settings() {
    return new Settings()
        .put("region", region)
        .put("cluster", cluster)
        .put("execution_role_name", executionRole)
        .put("task_role_name", taskRole)
        .put("cpu", cpu)
        .put("memory", memory)
        .put("runner_image", PlatformFlags.imageOr(image))
        .put("subnets", subnets)
        .put("security_group_id", securityGroup)
        .put("log_group", logGroup);
  }
}
