package dev.waypoint.gateway.snapshot;

import java.time.Instant;

/** What a good snapshot says of itself. */
public record SnapshotSummary(Instant created, String server, long rows) {}
