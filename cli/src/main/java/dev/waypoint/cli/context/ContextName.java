package dev.waypoint.cli.context;

import dev.waypoint.cli.failure.CliException;
import java.util.regex.Pattern;

/** Names a context; it is a file's name too. */
public record ContextName(String value) implements Comparable<ContextName> {
  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  public ContextName {
    if (!USABLE.matcher(value).matches()) {
      throw CliException.of(
          "the context name '%s' is not usable: up to 100 letters, digits, '.', '_' and '-'",
          value);
    }
  }

  @Override
  public int compareTo(ContextName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
