package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code variable} stanza.
 *
 * @param name the name
 * @param type the declared type, or the type of the default, or {@link Type#DYNAMIC}
 * @param typeText the type as messages and tables show it
 * @param defaultValue the default, which may be a null
 * @param dynamicDefault what a config source is asked for the default
 * @param env the environment variables that may hold a value, in the order in which they are asked
 * @param sensitive whether the value must never be shown
 * @param description what the variable is for
 * @param range where the stanza begins
 */
public record VariableDeclaration(
    String name,
    Type type,
    String typeText,
    Optional<Value> defaultValue,
    Optional<DynamicValue> dynamicDefault,
    List<String> env,
    boolean sensitive,
    String description,
    SourceRange range) {
  public VariableDeclaration {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(type, "type is null");
    Objects.requireNonNull(range, "range is null");
    env = List.copyOf(env);
  }

  /** How somebody can give a value, to end a message with. */
  String howToSet() {
    return ("Set it with -var %s=VALUE, with the environment variable WP_VAR_%s, in a file "
            + "given with -var-file or named *.auto.wpvars, on the server, or give it a "
            + "default.")
        .formatted(name, name);
  }
}
