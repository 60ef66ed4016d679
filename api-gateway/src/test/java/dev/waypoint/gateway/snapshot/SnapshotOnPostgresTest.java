package dev.waypoint.gateway.snapshot;

import dev.waypoint.gateway.PostgresExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(PostgresExtension.class)
class SnapshotOnPostgresTest extends SnapshotTest {}
