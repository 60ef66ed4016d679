package dev.waypoint.plugin.docker;

import com.google.cloud.tools.jib.api.buildplan.Port;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports as they are written in configurations. */
final class JibPorts {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,5})(?:/(tcp|udp))?");

  private JibPorts() {}

  /**
   * @throws IllegalArgumentException if it is not one
   */
  static Port parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    int number = shape.matches() ? Integer.parseInt(shape.group(1)) : 0;
    if (number < 1 || number > 65535) {
      throw new IllegalArgumentException(
          "\"%s\" is not a port: write 8080, or 53/udp".formatted(text));
    }
    return Port.parseProtocol(number, shape.group(2) == null ? "tcp" : shape.group(2));
  }
}
