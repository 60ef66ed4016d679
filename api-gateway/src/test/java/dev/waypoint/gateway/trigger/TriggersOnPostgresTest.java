package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.PostgresExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(PostgresExtension.class)
class TriggersOnPostgresTest extends TriggersTest {}
