package dev.waypoint.hcl.syntax;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Names {
  private static final int LONGEST_COMPARED = 200;
  private static final int TOO_FAR = 3;

  private Names() {}

  /** Whether a text can be the name of a variable. */
  public static boolean isIdentifier(String text) {
    return Words.isIdentifier(text);
  }

  /** The known name that is written almost like the given one. */
  public static Optional<String> nearest(String given, Collection<String> known) {
    if (given.length() > LONGEST_COMPARED) {
      return Optional.empty();
    }
    String best = null;
    int least = TOO_FAR;
    for (String name : known) {
      int distance = name.length() <= LONGEST_COMPARED ? distance(given, name) : TOO_FAR;
      if (distance < least) {
        best = name;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** A question to append to a message; empty when no name is near. */
  public static String didYouMean(String given, Collection<String> known) {
    return nearest(given, known).map(name -> " Did you mean \"" + name + "\"?").orElse("");
  }

  /** How many code points must be inserted, removed or replaced. */
  static int distance(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    int[] previous = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int[] current = new int[b.length + 1];
      current[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length];
  }
}
