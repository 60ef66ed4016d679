package dev.waypoint.plugin.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What must not stand in a task definition, as encrypted parameters of Systems Manager: ECS gives
 * them to the container by the task's execution role.
 */
final class Parameters {
  /** Variables by which a runner is let in. */
  private static final List<String> SECRET =
      List.of("WAYPOINT_SERVER_COOKIE", "WAYPOINT_SERVER_TOKEN");

  private final Aws aws;
  private final String folder;

  /**
   * @param owner what they belong to: the name of a task or of a service
   */
  Parameters(Aws aws, String owner) {
    this.aws = aws;
    this.folder = folder(owner);
  }

  private static String folder(String owner) {
    return "/waypoint-runner/%s/".formatted(owner);
  }

  /** The part of an environment that may be read by anybody. */
  static Map<String, String> open(Map<String, String> environment) {
    Map<String, String> open = new TreeMap<>(environment);
    open.keySet().removeAll(SECRET);
    return open;
  }

  /** The other part, for a task definition: where the values are. */
  static List<Secret> secrets(Map<String, String> environment, String owner) {
    return SECRET.stream()
        .filter(environment::containsKey)
        .map(name -> Secret.builder().name(name).valueFrom(folder(owner) + name).build())
        .toList();
  }

  /** Writes the other part; what was there is replaced. */
  void put(Map<String, String> environment) throws AwsFault, InterruptedException {
    for (String name : SECRET) {
      String value = environment.get(name);
      if (value != null) {
        aws.call(
            "write the parameter " + folder + name,
            clients ->
                clients
                    .ssm()
                    .putParameter(
                        ask ->
                            ask.name(folder + name)
                                .value(value)
                                .type(ParameterType.SECURE_STRING)
                                .overwrite(true)));
      }
    }
  }

  /** Fine if there are none. */
  void remove() throws AwsFault, InterruptedException {
    List<String> names = new ArrayList<>();
    SECRET.forEach(name -> names.add(folder + name));
    aws.call(
        "delete the parameters in " + folder,
        clients -> clients.ssm().deleteParameters(ask -> ask.names(names)));
  }
}
