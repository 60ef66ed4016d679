package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a static runner is installed. */
record InstallerConfig(
    @Doc("The cluster, which must be there: name or ARN") @Default("waypoint-server")
        String cluster,
    @Doc("The region; without it, the one of the AWS environment") Optional<String> region,
    @Doc("Role by which ECS pulls the image, writes the log and reads the token")
        @Default("waypoint-runner-execution-role")
        String executionRoleName,
    @Doc("Role that the runner itself has, by which it launches others") @Default("waypoint-runner")
        String taskRoleName,
    @Doc("CPU units; 1024 are one CPU") @Default("512") int cpu,
    @Doc("Memory in MiB") @Default("2048") int memory,
    @Doc("Image of the runner") String runnerImage,
    @Doc("Ids of subnets, separated by commas") Optional<String> subnets,
    @Doc("Id of the security group") Optional<String> securityGroupId,
    @Doc("CloudWatch log group for what the runner writes, made if there is none")
        @Default("waypoint-runner-logs")
        String logGroup,
    @Doc("URL for all services, for private endpoints and tests") Optional<String> endpoint) {
  InstallerConfig {
    FargateSize.check("", cpu, memory);
    endpoint.ifPresent(Endpoint::parse);
  }

  List<String> subnetIds() {
    return Arrays.stream(subnets.orElse("").split(","))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .toList();
  }
}
