package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.Bind;

/** Reads {@code source:target[:options]}. */
final class BindMounts {
  private BindMounts() {}

  /**
   * @throws IllegalArgumentException if it is not of that form
   */
  static Bind parse(String text) {
    try {
      return Bind.parse(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the bind \"%s\" is not of the form source:target[:options]".formatted(text), e);
    }
  }
}
