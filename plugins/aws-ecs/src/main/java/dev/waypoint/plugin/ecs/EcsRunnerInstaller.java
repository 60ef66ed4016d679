package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import java.util.HashMap;
import java.util.Map;

/**
 * A static runner is a service of one task on Fargate, whose token is a parameter of Systems
 * Manager.
 */
final class EcsRunnerInstaller implements RunnerInstaller {
  private final InstallerConfig config;

  EcsRunnerInstaller(InstallerConfig config) {
    this.config = config;
  }

  @Override
  public InstalledRunner install(RunnerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException {
    if (config.subnetIds().isEmpty() || config.securityGroupId().isEmpty()) {
      throw new PluginException(
          "a runner on ECS needs a network: -ecs-subnets=ID,ID and -ecs-security-group-id=ID of"
              + " their VPC");
    }
    RunnerService made = new RunnerService(spec, config);
    return with(
        aws -> {
          Services services = new Services(aws, config.cluster());
          try (Step step = terminal.step("Installing the runner " + spec.id())) {
            services.requireCluster();
            boolean present = services.find(spec.id()).isPresent();
            LogReader.makeGroup(aws, config.logGroup());
            new Parameters(aws, made.name()).put(spec.environment());
            Roles roles = new Roles(aws);
            String definition =
                new Definitions(aws)
                    .register(
                        made.definition(
                            roles.arn(config.executionRoleName()),
                            roles.arn(config.taskRoleName()),
                            aws.region().id()))
                    .taskDefinitionArn();
            if (present) {
              services.change(made.change(definition));
            } else {
              services.create(made.creation(definition));
            }
            step.done("Started the service " + made.name());
          }
          return new InstalledRunner(
              "service %s in the cluster %s".formatted(made.name(), config.cluster()),
              "aws logs tail %s --region %s --log-stream-name-prefix %s/ --follow"
                  .formatted(config.logGroup(), aws.region(), made.name()),
              launcherSettings(aws));
        });
  }

  private Map<String, String> launcherSettings(Aws aws) {
    Map<String, String> settings = new HashMap<>();
    settings.put("cluster", config.cluster());
    settings.put("region", aws.region().id());
    settings.put("execution_role_name", config.executionRoleName());
    settings.put("task_role_name", config.taskRoleName());
    settings.put("subnets", String.join(",", config.subnetIds()));
    settings.put("security_group_id", config.securityGroupId().orElseThrow());
    settings.put("log_group", config.logGroup());
    settings.put("secrets", "parameter");
    config.endpoint().ifPresent(url -> settings.put("endpoint", url));
    return settings;
  }

  @Override
  public boolean uninstall(String id, Terminal terminal)
      throws PluginException, InterruptedException {
    String name = RunnerService.name(id);
    return with(
        aws -> {
          Services services = new Services(aws, config.cluster());
          try (Step step = terminal.step("Removing the runner " + id)) {
            boolean present = services.find(id).isPresent();
            if (present) {
              services.remove(id);
            }
            new Definitions(aws).removeFamily(name);
            new Parameters(aws, name).remove();
            step.done(present ? "Removed the service " + name : "There was no service " + name);
            return present;
          }
        });
  }

  private <T> T with(Work<T> work) throws PluginException, InterruptedException {
    try (Aws aws = Aws.connect(config.endpoint(), config.region())) {
      return work.on(aws);
    } catch (AwsFault e) {
      throw new PluginException(e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Aws aws) throws AwsFault, InterruptedException;
  }
}
