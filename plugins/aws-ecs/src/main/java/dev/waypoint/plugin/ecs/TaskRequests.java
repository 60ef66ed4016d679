package dev.waypoint.plugin.ecs;

import dev.waypoint.plugin.ecs.LauncherConfig.Launch;
import dev.waypoint.plugin.ecs.LauncherConfig.Secrets;
import dev.waypoint.sdk.task.LaunchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What is asked of ECS for one task. */
record TaskRequests(LaunchSpec spec, LauncherConfig config) {
  RegisterTaskDefinitionRequest definition(Roles roles, Region region)
      throws AwsFault, InterruptedException {
    RegisterTaskDefinitionRequest.Builder request =
        RegisterTaskDefinitionRequest.builder()
            .networkMode(
                config.launchType() == Launch.EXTERNAL ? NetworkMode.BRIDGE : NetworkMode.AWSVPC)
            .requiresCompatibilities(compatibility())
            .cpu(String.valueOf(config.odrCpu()))
            .memory(String.valueOf(config.odrMemory()))
            .tags(Tags.of(spec, config))
            .containerDefinitions(container(region));
    if (config.executionRoleName().isPresent()) {
      request.executionRoleArn(roles.arn(config.executionRoleName().get()));
    }
    if (config.taskRoleName().isPresent()) {
      request.taskRoleArn(roles.arn(config.taskRoleName().get()));
    }
    RegisterTaskDefinitionRequest plain = request.build();
    return config
        .taskDefinition()
        .map(json -> ours(Overlay.parse(json).over(plain)))
        .orElse(plain)
        .toBuilder()
        .family(Names.family(spec.name()))
        .build();
  }

  private Compatibility compatibility() {
    if (config.fargate()) {
      return Compatibility.FARGATE;
    }
    return config.launchType() == Launch.EXTERNAL ? Compatibility.EXTERNAL : Compatibility.EC2;
  }

  private ContainerDefinition container(Region region) {
    Map<String, String> log = new TreeMap<>();
    log.put("awslogs-group", config.logGroup());
    log.put("awslogs-region", region.id());
    log.put("awslogs-stream-prefix", spec.name().value());
    // A log that cannot be written must not hold up the runner.
    log.put("mode", "non-blocking");
    log.put("max-buffer-size", "25m");
    if (config.createLogGroup()) {
      log.put("awslogs-create-group", "true");
    }
    return whatRuns(
        ContainerDefinition.builder()
            .name(Names.CONTAINER)
            .essential(true)
            .stopTimeout(Math.toIntExact(config.stopTimeout().toSeconds()))
            .logConfiguration(
                LogConfiguration.builder().logDriver(LogDriver.AWSLOGS).options(log).build())
            .build());
  }

  /** An overlay changes how a task runs, not what, nor how it is found. */
  private RegisterTaskDefinitionRequest ours(RegisterTaskDefinitionRequest laid) {
    List<ContainerDefinition> containers =
        laid.containerDefinitions().stream()
            .map(
                container ->
                    Names.CONTAINER.equals(container.name()) ? whatRuns(container) : container)
            .toList();
    List<Tag> ours = Tags.of(spec, config);
    List<Tag> tags = new ArrayList<>(ours);
    laid.tags().stream()
        .filter(tag -> ours.stream().noneMatch(own -> own.key().equals(tag.key())))
        .forEach(tags::add);
    return laid.toBuilder().containerDefinitions(containers).tags(tags).build();
  }

  private ContainerDefinition whatRuns(ContainerDefinition container) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("container", "docker");
    container.environment().forEach(pair -> environment.put(pair.name(), pair.value()));
    environment.putAll(config.staticEnvironment());
    environment.putAll(spec.environment());
    ContainerDefinition.Builder runs = container.toBuilder().image(spec.image());
    if (config.secrets() == Secrets.PARAMETER) {
      List<Secret> secrets = new ArrayList<>(container.secrets());
      secrets.addAll(Parameters.secrets(spec.environment(), spec.name().value()));
      runs.secrets(secrets);
      environment.keySet().retainAll(Parameters.open(environment).keySet());
    }
    runs.environment(
        environment.entrySet().stream()
            .map(e -> KeyValuePair.builder().name(e.getKey()).value(e.getValue()).build())
            .toList());
    if (!spec.entrypoint().isEmpty()) {
      runs.entryPoint(spec.entrypoint());
    }
    if (!spec.arguments().isEmpty()) {
      runs.command(spec.arguments());
    }
    return runs.build();
  }

  RunTaskRequest run(TaskDefinition definition) {
    RunTaskRequest.Builder request =
        RunTaskRequest.builder()
            .cluster(config.cluster())
            .taskDefinition(definition.taskDefinitionArn())
            .count(1)
            .clientToken(spec.name().value())
            .startedBy(spec.name().value())
            .tags(Tags.of(spec, config));
    Optional<String> provider = config.capacityProvider();
    if (provider.isPresent()) {
      request.capacityProviderStrategy(
          CapacityProviderStrategyItem.builder().capacityProvider(provider.get()).build());
    } else {
      request.launchType(LaunchType.fromValue(config.launchType().name()));
    }
    if (definition.networkMode() == NetworkMode.AWSVPC) {
      boolean publicIp = config.fargate() && config.assignPublicIp();
      request.networkConfiguration(
          network ->
              network.awsvpcConfiguration(
                  vpc ->
                      vpc.subnets(config.subnetIds())
                          .securityGroups(config.securityGroupId().stream().toList())
                          .assignPublicIp(
                              publicIp ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED)));
    }
    return request.build();
  }
}
