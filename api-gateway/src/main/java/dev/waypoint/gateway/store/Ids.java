package dev.waypoint.gateway.store;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;

/** Makes ids that sort by the time at which they were made. */
public final class Ids {
  private Ids() {}

  /** A ULID, greater than every one made before by this process. */
  public static String next() {
    return UlidCreator.getMonotonicUlid().toString();
  }

  /** Whether a text has the form of an id; says nothing of what it might be the id of. */
  public static boolean isValid(String text) {
    return Ulid.isValid(text);
  }

  /** Smaller than every id that was made at this time or later. */
  public static String before(Instant time) {
    return Ulid.min(time.toEpochMilli()).toString();
  }
}
