package dev.waypoint.gateway.snapshot;

/**
 * The last line of a snapshot.
 *
 * @param rows of all tables
 * @param sha256 of all lines before it
 */
record SnapshotTrailer(long rows, String sha256) {}
