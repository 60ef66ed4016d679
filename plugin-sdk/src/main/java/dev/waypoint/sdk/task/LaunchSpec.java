package dev.waypoint.sdk.task;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param image full reference: registry, repository, tag or digest
 * @param entrypoint empty: the image's own
 * @param arguments given to the entrypoint; empty: the image's own
 * @param environment holds the runner's token: it must not be shown. It wins over the launcher's
 *     own configuration
 * @param labels put on whatever is made on the platform; {@link TaskLauncher#listTasks} finds it by
 *     them. Keys are of the form {@code waypoint.dev/job}
 */
public record LaunchSpec(
    TaskName name,
    String image,
    List<String> entrypoint,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, String> labels) {
  public LaunchSpec {
    requireNonNull(name, "name is null");
    requireNonNull(image, "image is null");
    entrypoint = List.copyOf(entrypoint);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }

  /** Leaves out the environment's values: they hold the token. */
  @Override
  public String toString() {
    return "LaunchSpec[name=%s, image=%s, entrypoint=%s, arguments=%s, environment=%s, labels=%s]"
        .formatted(name, image, entrypoint, arguments, environment.keySet(), labels);
  }
}
