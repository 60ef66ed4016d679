package dev.waypoint.hcl.value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a text as people see them: grapheme clusters, where consonants that a virama
 * joins still count one by one.
 */
public final class Graphemes {
  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final int JOINER = 0x200D;

  private Graphemes() {}

  /** The characters of a text. */
  public static List<String> of(String text) {
    List<String> characters = new ArrayList<>();
    int from = 0;
    for (int end : ends(text, 0, text.length())) {
      characters.add(text.substring(from, end));
      from = end;
    }
    return characters;
  }

  /** Where the characters of a part of a text end. */
  public static List<Integer> ends(String text, int from, int to) {
    List<Integer> ends = new ArrayList<>();
    Matcher cluster = CLUSTER.matcher(text).region(from, to);
    while (cluster.find()) {
      int at = cluster.start();
      int before = text.codePointAt(at);
      at += Character.charCount(before);
      while (at < cluster.end()) {
        int point = text.codePointAt(at);
        if (Character.getType(point) == Character.OTHER_LETTER && joins(before)) {
          ends.add(at);
        }
        before = point;
        at += Character.charCount(point);
      }
      ends.add(cluster.end());
    }
    return ends;
  }

  private static boolean joins(int point) {
    int type = Character.getType(point);
    return point == JOINER
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
