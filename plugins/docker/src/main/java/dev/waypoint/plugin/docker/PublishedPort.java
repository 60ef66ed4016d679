package dev.waypoint.plugin.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host:container}. */
record PublishedPort(int host, int container) {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,5}):(\\d{1,5})");

  /**
   * @throws IllegalArgumentException if it is not a port's number
   */
  static int number(String text) {
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("\"%s\" is not the number of a port".formatted(text));
    }
    return Integer.parseInt(text);
  }

  /**
   * @throws IllegalArgumentException if it is not of that form
   */
  static PublishedPort parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "the port \"%s\" is not of the form host:container, such as 8443:443".formatted(text));
    }
    return new PublishedPort(Integer.parseInt(shape.group(1)), Integer.parseInt(shape.group(2)));
  }
}
