package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How on-demand runners are started. */
record LauncherConfig(
    @Doc("The cluster: name or ARN") @Default("default") String cluster,
    @Doc("The region; without it, the one of the runner's AWS environment") Optional<String> region,
    @Doc("Role by which ECS pulls the image and writes the log: name or ARN; Fargate needs it")
        Optional<String> executionRoleName,
    @Doc("Role that the runner itself has: name or ARN") Optional<String> taskRoleName,
    @Doc("Ids of subnets, separated by commas") Optional<String> subnets,
    @Doc("Id of the security group") Optional<String> securityGroupId,
    @Doc("CloudWatch log group for what runners write") @Default("waypoint-runner") String logGroup,
    @Doc("Make the log group if there is none; the execution role needs logs:CreateLogGroup")
        @Default("false")
        boolean createLogGroup,
    @Doc("Keep a runner's log stream when its job has ended") @Default("false") boolean keepLogs,
    @Doc("Memory in MiB") @Default("1024") int odrMemory,
    @Doc("CPU units; 1024 are one CPU") @Default("512") int odrCpu,
    @Doc("Public address, on Fargate; without one the subnets need another way to the server")
        @Default("true")
        boolean assignPublicIp,
    @Doc("Where the runner's token is kept") @Default("definition") Secrets secrets,
    @Doc("What runs the containers") @Default("fargate") Launch launchType,
    @Doc("Capacity provider of the cluster, such as FARGATE_SPOT, in place of the launch type")
        Optional<String> capacityProvider,
    @Doc("URL for ECS, CloudWatch Logs and STS, for private endpoints and tests")
        Optional<String> endpoint,
    @Doc("More environment; what the server sets wins") Map<String, String> staticEnvironment,
    @Doc("More tags for what is made") Map<String, String> tags,
    @Doc("JSON that is laid over the task definition; its container is named runner")
        Optional<String> taskDefinition,
    @Doc("How long a runner may take until it runs: room, network, image") @Default("5m")
        Duration pendingTimeout,
    @Doc("How long the runner may take to end when it is stopped") @Default("30s")
        Duration stopTimeout,
    @Doc("Time between two questions to AWS about a runner") @Default("2s") Duration pollInterval) {

  /** Where the runner's token is kept. */
  enum Secrets {
    /** In the task definition's environment. */
    DEFINITION,
    /** In an encrypted parameter of Systems Manager, for as long as the task is there. */
    PARAMETER
  }

  /** What runs the containers. */
  enum Launch {
    FARGATE,
    EC2,
    EXTERNAL
  }

  private static final Duration LONGEST_STOP = Duration.ofSeconds(120);

  LauncherConfig {
    boolean fargate = isFargate(launchType, capacityProvider);
    Optional<Overlay> overlay = taskDefinition.map(Overlay::parse);
    require(!cluster.isBlank(), "cluster is empty: name it, or leave it out for \"default\"");
    require(!logGroup.isBlank(), "log_group is empty: name it, or leave it out for the default");
    if (launchType != Launch.EXTERNAL) {
      require(!split(subnets).isEmpty(), "subnets is required: subnet ids, separated by commas");
      require(
          securityGroupId.filter(id -> !id.isBlank()).isPresent(),
          "security_group_id is required: the id of a security group of the subnets' VPC");
    }
    if (fargate) {
      FargateSize.check("odr_", odrCpu, odrMemory);
      require(
          executionRoleName.isPresent()
              || overlay.filter(json -> json.sets("executionRoleArn")).isPresent(),
          "execution_role_name is required on Fargate: ECS pulls the image and writes the log as"
              + " that role");
      require(
          stopTimeout.compareTo(LONGEST_STOP) <= 0,
          "stop_timeout is longer than Fargate's longest, 120s");
    }
    require(stopTimeout.toSeconds() >= 2, "stop_timeout is shorter than ECS's shortest, 2s");
    require(pollInterval.isPositive(), "poll_interval must be longer than 0s");
    require(pendingTimeout.isPositive(), "pending_timeout must be longer than 0s");
    endpoint.ifPresent(Endpoint::parse);
    Tags.check(tags);
  }

  boolean fargate() {
    return isFargate(launchType, capacityProvider);
  }

  List<String> subnetIds() {
    return split(subnets);
  }

  private static boolean isFargate(Launch launchType, Optional<String> capacityProvider) {
    return capacityProvider
        .map(name -> name.startsWith("FARGATE"))
        .orElse(launchType == Launch.FARGATE);
  }

  private static List<String> split(Optional<String> ids) {
    return Arrays.stream(ids.orElse("").split(","))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .toList();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
