package dev.waypoint.gateway.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was read within the last second, for what every job asks and hardly anybody changes. A
 * change that this process makes is seen at once, that of another replica a second later.
 */
public final class RecentReads<K, V> {
  private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);
  private static final int LIMIT = 1_000;

  private final Clock clock;
  private final AtomicLong changes = new AtomicLong();
  private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

  private record Entry<V>(V value, Instant until, long changes) {}

  public RecentReads(Clock clock) {
    this.clock = clock;
  }

  public V get(K key, Function<K, V> reading) {
    Instant now = clock.instant();
    long known = changes.get();
    Entry<V> entry = entries.get(key);
    if (entry == null || entry.changes() != known || !now.isBefore(entry.until())) {
      entry = new Entry<>(reading.apply(key), now.plus(TRUSTED_FOR), known);
      if (entries.size() >= LIMIT) {
        entries.clear();
      }
      entries.put(key, entry);
    }
    return entry.value();
  }

  /** To be called after a change was committed. */
  public void changed() {
    changes.incrementAndGet();
  }
}
