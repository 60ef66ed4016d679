package dev.waypoint.activities.gateway;

/**
 * A value given to an input variable.
 *
 * @param expression the value is an HCL expression from a variable file, not a plain string
 */
public record VariableInput(String name, String value, Source source, boolean expression) {
  /** Where it was given; later ones win. */
  public enum Source {
    DEFAULT,
    SERVER,
    VCS,
    ENV,
    FILE,
    CLI
  }

  @Override
  public String toString() {
    return "VariableInput[name=%s, source=%s]".formatted(name, source);
  }
}
