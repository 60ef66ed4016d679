package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import java.util.Map;
import java.util.regex.Pattern;

/** What labels of operations must be like. */
public final class JobLabels {
  private static final String RESERVED = "waypoint/";
  private static final int LONGEST = 255;
  private static final Pattern HOST =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  private JobLabels() {}

  /**
   * @throws ApiException INVALID_ARGUMENT for a label that nobody may give
   */
  public static void check(Map<String, String> labels) {
    labels.forEach(JobLabels::check);
  }

  private static void check(String name, String value) {
    if (name.startsWith(RESERVED)) {
      throw ApiException.invalid(
          "labels that begin with '%s' are set by the system: choose another name for '%s'",
          RESERVED, name);
    }
    if (name.isBlank() || name.length() > LONGEST || value.length() > LONGEST) {
      throw ApiException.invalid(
          "names and values of labels have up to %d characters, and names at least one", LONGEST);
    }
    int slash = name.indexOf('/');
    if (slash >= 0 && !HOST.matcher(name.substring(0, slash)).matches()) {
      throw ApiException.invalid(
          "what stands before the '/' of a label must be a host name, such as example.org/team:"
              + " '%s' is none",
          name.substring(0, slash));
    }
  }
}
