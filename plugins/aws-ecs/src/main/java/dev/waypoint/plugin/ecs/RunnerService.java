package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.install.RunnerSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** What is asked of ECS for a runner that is installed: one task on Fargate, always. */
record RunnerService(RunnerSpec spec, InstallerConfig config) {
  /** On what is made; its value is the runner's id. */
  static final String RUNNER_TAG = "waypoint.dev/installed-runner";

  private static final int GRACE_SECONDS = 60;

  /** The service, the family of its task definitions, and the folder of its parameters. */
  static String name(String id) {
    return "waypoint-%s-runner".formatted(id.toLowerCase(Locale.ROOT));
  }

  String name() {
    return name(spec.id());
  }

  RegisterTaskDefinitionRequest definition(String executionRole, String taskRole, String region) {
    return RegisterTaskDefinitionRequest.builder()
        .family(name())
        .networkMode(NetworkMode.AWSVPC)
        .requiresCompatibilities(Compatibility.FARGATE)
        .cpu(String.valueOf(config.cpu()))
        .memory(String.valueOf(config.memory()))
        .executionRoleArn(executionRole)
        .taskRoleArn(taskRole)
        .tags(tags())
        .containerDefinitions(
            ContainerDefinition.builder()
                .name(Names.CONTAINER)
                .essential(true)
                .image(config.runnerImage())
                .command(spec.arguments())
                .environment(
                    Parameters.open(spec.environment()).entrySet().stream()
                        .map(e -> KeyValuePair.builder().name(e.getKey()).value(e.getValue()))
                        .map(KeyValuePair.Builder::build)
                        .toList())
                .secrets(Parameters.secrets(spec.environment(), name()))
                .stopTimeout(GRACE_SECONDS)
                .logConfiguration(
                    LogConfiguration.builder()
                        .logDriver(LogDriver.AWSLOGS)
                        .options(
                            Map.of(
                                "awslogs-group", config.logGroup(),
                                "awslogs-region", region,
                                "awslogs-stream-prefix", name()))
                        .build())
                .build())
        .build();
  }

  CreateServiceRequest creation(String definition) {
    return CreateServiceRequest.builder()
        .cluster(config.cluster())
        .serviceName(name())
        .taskDefinition(definition)
        .desiredCount(1)
        .launchType(LaunchType.FARGATE)
        .networkConfiguration(network())
        .deploymentConfiguration(one -> one.minimumHealthyPercent(0).maximumPercent(100))
        .propagateTags(PropagateTags.SERVICE)
        .tags(tags())
        .build();
  }

  /** The old task ends before the new one begins: they are the same runner. */
  UpdateServiceRequest change(String definition) {
    return UpdateServiceRequest.builder()
        .cluster(config.cluster())
        .service(name())
        .taskDefinition(definition)
        .desiredCount(1)
        .networkConfiguration(network())
        .forceNewDeployment(true)
        .build();
  }

  private NetworkConfiguration network() {
    return NetworkConfiguration.builder()
        .awsvpcConfiguration(
            vpc ->
                vpc.subnets(config.subnetIds())
                    .securityGroups(config.securityGroupId().stream().toList())
                    .assignPublicIp(AssignPublicIp.ENABLED))
        .build();
  }

  private List<Tag> tags() {
    return List.of(Tag.builder().key(RUNNER_TAG).value(spec.id()).build());
  }
}
