package dev.waypoint.sdk.install;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The runner that is to be installed.
 *
 * @param id of letters, digits and hyphens, so that platforms can name things after it
 * @param arguments of the program {@code waypoint}: {@code runner agent -id=…}
 * @param environment how it reaches the server; holds its token
 */
public record RunnerSpec(String id, List<String> arguments, Map<String, String> environment) {
  private static final int LONGEST_ID = 40;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");

  public RunnerSpec {
    requireNonNull(id, "id is null");
    if (id.length() > LONGEST_ID || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" cannot name what is installed: letters, digits and hyphens between them, at most %d"
              .formatted(id, LONGEST_ID));
    }
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** Leaves out the environment's values: they hold the token. */
  @Override
  public String toString() {
    Set<String> names = environment.keySet();
    return "RunnerSpec[id=%s, arguments=%s, environment=%s]".formatted(id, arguments, names);
  }
}
