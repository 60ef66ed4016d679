package dev.waypoint.sdk.config;

import java.util.Comparator;
import java.util.List;

/** Finds the name that was meant. */
final class Suggestions {
  private Suggestions() {}

  static String unknown(List<String> known, String name) {
    if (known.isEmpty()) {
      return "there is no such setting here; this component has none";
    }
    String all = "; known are " + String.join(", ", known.stream().sorted().toList());
    return known.stream()
        .min(Comparator.comparingInt(other -> distance(other, name)))
        .filter(closest -> distance(closest, name) <= Math.max(1, name.length() / 3))
        .map(closest -> "there is no such setting here; did you mean %s?".formatted(closest))
        .orElse("there is no such setting here" + all);
  }

  /** Levenshtein's. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
