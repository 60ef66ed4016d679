package dev.waypoint.sdk.install;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The server that is to be installed. Where it keeps its data and where it listens is the
 * installer's to say.
 *
 * @param arguments more ones of {@code waypoint server run}
 * @param environment of the server; may hold passwords
 */
public record ServerSpec(List<String> arguments, Map<String, String> environment) {
  public ServerSpec {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** Leaves out the environment's values: they may be secret. */
  @Override
  public String toString() {
    Set<String> names = environment.keySet();
    return "ServerSpec[arguments=%s, environment=%s]".formatted(arguments, names);
  }
}
