package dev.waypoint.gateway.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The first line of a snapshot.
 *
 * @param format tells it from other files
 * @param version of the format
 * @param schema versions of the migrations that made the tables
 * @param keys fingerprint of the keys that the data was encrypted with; they are not in it
 * @param tables columns of each table, in the order of the values
 */
record SnapshotHeader(
    String format,
    int version,
    Instant created,
    String server,
    List<String> schema,
    String keys,
    Map<String, List<String>> tables) {
  static final String FORMAT = "waypoint-snapshot";
  static final int VERSION = 1;
}
