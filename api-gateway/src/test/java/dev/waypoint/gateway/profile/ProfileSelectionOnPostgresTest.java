package dev.waypoint.gateway.profile;

import dev.waypoint.gateway.PostgresExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(PostgresExtension.class)
class ProfileSelectionOnPostgresTest extends ProfileSelectionTest {}
