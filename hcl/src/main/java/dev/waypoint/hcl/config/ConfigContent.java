package dev.waypoint.hcl.config;

/** What a value of a {@code config} stanza is, as far as the file alone tells. */
public sealed interface ConfigContent {
  /** A text that is complete. */
  record Text(String text) implements ConfigContent {}

  /**
   * A text that depends on dynamic values: a template without quotes, which refers to other values
   * as {@code config.internal.NAME} and the like, and to nothing else.
   */
  record Template(String template) implements ConfigContent {}

  /** A value that a config source delivers. */
  record Dynamic(DynamicValue value) implements ConfigContent {}

  /** The content as a template without quotes, of a text with its {@code ${} and {@code %{}. */
  static String escaped(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }
}
