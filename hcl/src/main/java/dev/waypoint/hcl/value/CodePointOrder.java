package dev.waypoint.hcl.value;

import java.util.Comparator;

/** Orders strings by code point, which is the order of their UTF-8 bytes. */
public final class CodePointOrder implements Comparator<String> {
  /** The only instance. */
  public static final CodePointOrder INSTANCE = new CodePointOrder();

  private CodePointOrder() {}

  @Override
  public int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean highA = Character.isSurrogate(a);
        boolean highB = Character.isSurrogate(b);
        return highA == highB ? Character.compare(a, b) : Boolean.compare(highA, highB);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
