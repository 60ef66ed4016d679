package dev.waypoint.hcl.function;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;

/** The date formats of {@code formatdate}: runs of letters, and text between single quotes. */
final class DateFormat {
  private DateFormat() {}

  static String format(String format, OffsetDateTime time) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if (c == '\'') {
        i = quoted(format, i, out);
      } else if (isLetter(c)) {
        int end = i;
        while (end < format.length() && format.charAt(end) == c) {
          end++;
        }
        out.append(verb(format.substring(i, end), time));
        i = end;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static int quoted(String format, int start, StringBuilder out) {
    int i = start + 1;
    if (i < format.length() && format.charAt(i) == '\'') {
      out.append('\'');
      return i + 1;
    }
    while (i < format.length()) {
      if (format.charAt(i) != '\'') {
        out.append(format.charAt(i++));
      } else if (i + 1 < format.length() && format.charAt(i + 1) == '\'') {
        out.append('\'');
        i += 2;
      } else {
        return i + 1;
      }
    }
    throw new FunctionException(0, "unterminated literal '");
  }

  private static String verb(String verb, OffsetDateTime time) {
    int twelve = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (verb) {
      case "YYYY" -> "%04d".formatted(time.getYear());
      case "YY" -> "%02d".formatted(time.getYear() % 100);
      case "MMMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "MMM" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "MM" -> "%02d".formatted(time.getMonthValue());
      case "M" -> String.valueOf(time.getMonthValue());
      case "DD" -> "%02d".formatted(time.getDayOfMonth());
      case "D" -> String.valueOf(time.getDayOfMonth());
      case "EEEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "EEE" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "hh" -> "%02d".formatted(time.getHour());
      case "h" -> String.valueOf(time.getHour());
      case "HH" -> "%02d".formatted(twelve);
      case "H" -> String.valueOf(twelve);
      case "AA" -> time.getHour() < 12 ? "AM" : "PM";
      case "aa" -> time.getHour() < 12 ? "am" : "pm";
      case "mm" -> "%02d".formatted(time.getMinute());
      case "m" -> String.valueOf(time.getMinute());
      case "ss" -> "%02d".formatted(time.getSecond());
      case "s" -> String.valueOf(time.getSecond());
      case "ZZZZZ" -> zone(time, ":");
      case "ZZZZ" -> zone(time, "");
      case "ZZZ" -> utc(time) ? "UTC" : zone(time, "");
      case "Z" -> utc(time) ? "Z" : zone(time, ":");
      default -> throw new FunctionException(0, "invalid date format verb \"%s\"".formatted(verb));
    };
  }

  private static boolean utc(OffsetDateTime time) {
    return time.getOffset().equals(ZoneOffset.UTC);
  }

  private static String zone(OffsetDateTime time, String separator) {
    int minutes = time.getOffset().getTotalSeconds() / 60;
    return "%s%02d%s%02d"
        .formatted(
            minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, separator, Math.abs(minutes) % 60);
  }
}
