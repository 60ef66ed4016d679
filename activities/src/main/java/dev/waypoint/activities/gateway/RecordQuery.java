package dev.waypoint.activities.gateway;

/**
 * @param idOrSequence empty: any
 * @param limit 0: all
 */
public record RecordQuery(RecordKind kind, String idOrSequence, int limit) {
  /** The newest one. */
  public static RecordQuery latest(RecordKind kind) {
    return new RecordQuery(kind, "", 1);
  }

  /** Every one. */
  public static RecordQuery all(RecordKind kind) {
    return new RecordQuery(kind, "", 0);
  }

  /** The one with this id or sequence number. */
  public static RecordQuery one(RecordKind kind, String idOrSequence) {
    return new RecordQuery(kind, idOrSequence, 1);
  }
}
