package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.config.StageConfig;
import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.workflows.failure.FailureCode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes configured components of the plugins that waypoint.hcl names. */
final class Components {
  private final AppJob job;

  Components(AppJob job) {
    this.job = job;
  }

  /** The component that a stage uses. */
  <T> T create(StageConfig stage, String what, Function<Plugin, Optional<Component<T>>> part)
      throws OperationException {
    Component<T> component = part(plugin(stage.plugin()), what, part);
    try {
      Map<String, Object> values = stage.values(component.schema());
      job.context().masker().add(SensitiveSettings.of(component.schema(), values));
      return component.create(values);
    } catch (ConfigInvalidException e) {
      throw OperationException.invalid(e);
    } catch (ConfigException e) {
      throw OperationException.invalid(stage.invalid(e));
    }
  }

  /** The same plugin without configuration, for what it made under a configuration of the past. */
  <T> T createBare(String name, String what, Function<Plugin, Optional<Component<T>>> part)
      throws OperationException {
    try {
      return part(plugin(name), what, part).create(Map.of());
    } catch (ConfigException e) {
      throw new OperationException(
          FailureCode.CONFIG_INVALID,
          "plugin \"%s\" is no longer in waypoint.hcl, and what it made needs its configuration: %s"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /** Whether the plugin of this name has such a part. */
  <T> boolean has(String name, Function<Plugin, Optional<Component<T>>> part) {
    return job.context().runner().plugins().find(name).flatMap(part).isPresent();
  }

  private Plugin plugin(String name) throws OperationException {
    return job.context()
        .runner()
        .plugins()
        .find(name)
        .orElseThrow(
            () ->
                new OperationException(
                    FailureCode.CONFIG_INVALID, job.context().runner().plugins().unknown(name)));
  }

  private static <T> Component<T> part(
      Plugin plugin, String what, Function<Plugin, Optional<Component<T>>> part)
      throws OperationException {
    return part.apply(plugin)
        .orElseThrow(
            () ->
                new OperationException(
                    FailureCode.CONFIG_INVALID,
                    "plugin \"%s\" cannot be used in %s: it has no such part."
                        .formatted(plugin.name(), what)));
  }
}
