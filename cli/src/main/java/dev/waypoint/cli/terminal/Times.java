package dev.waypoint.cli.terminal;

import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Times for people. */
public final class Times {
  private Times() {}

  /** {@code 3 seconds ago}, {@code in 2 hours}; empty for a time that is not set. */
  public static String ago(Timestamp time, Clock clock) {
    if (time.equals(Timestamp.getDefaultInstance())) {
      return "";
    }
    Duration age = Duration.between(instant(time), clock.instant());
    if (age.abs().toSeconds() < 1) {
      return "now";
    }
    return age.isNegative() ? "in " + amount(age.negated()) : amount(age) + " ago";
  }

  /** RFC 3339 to the second, and how long ago that is; empty for a time that is not set. */
  public static String full(Timestamp time, Clock clock) {
    if (time.equals(Timestamp.getDefaultInstance())) {
      return "";
    }
    Instant instant = Instant.ofEpochSecond(time.getSeconds());
    return instant + " (" + ago(time, clock) + ")";
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static String amount(Duration age) {
    if (age.toDays() > 0) {
      return count(age.toDays(), "day");
    }
    if (age.toHours() > 0) {
      return count(age.toHours(), "hour");
    }
    if (age.toMinutes() > 0) {
      return count(age.toMinutes(), "minute");
    }
    return count(age.toSeconds(), "second");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
