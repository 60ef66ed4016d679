package dev.waypoint.hcl.syntax;

/** White space as Unicode defines it, with the spaces at which lines may not break. */
final class Spaces {
  private Spaces() {}

  static boolean isSpace(char c) {
    return c == ' '
        || c >= '\t' && c <= '\r'
        || c == '\u0085'
        || c >= '\u00a0' && Character.isSpaceChar(c);
  }

  static boolean isBlank(String text) {
    return leading(text) == text.length();
  }

  /** How many chars of space a text begins with. */
  static int leading(String text) {
    int at = 0;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static String stripLeading(String text) {
    return text.substring(leading(text));
  }

  static String stripTrailing(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
