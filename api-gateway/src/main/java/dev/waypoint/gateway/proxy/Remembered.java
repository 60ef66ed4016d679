package dev.waypoint.gateway.proxy;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of bounded size: the entry that was not used for longest falls out. */
final class Remembered<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 10_000;

  Remembered() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > MOST;
  }
}
