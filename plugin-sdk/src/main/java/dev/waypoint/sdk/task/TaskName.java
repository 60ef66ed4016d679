package dev.waypoint.sdk.task;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of a task on its platform. It is derived from the job and the number of its attempt, so
 * that whoever knows these two can find the task, without having seen the result of starting it.
 *
 * @param value a DNS label: at most 63 lower case letters, digits and hyphens
 */
public record TaskName(String value) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public TaskName {
    requireNonNull(value, "value is null");
    if (!LABEL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" cannot name a task: lower case letters, digits and hyphens, at most 63"
              .formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
