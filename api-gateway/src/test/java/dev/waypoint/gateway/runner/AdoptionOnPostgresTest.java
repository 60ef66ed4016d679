package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.PostgresExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(PostgresExtension.class)
class AdoptionOnPostgresTest extends AdoptionTest {}
