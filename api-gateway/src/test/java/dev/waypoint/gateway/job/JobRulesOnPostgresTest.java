package dev.waypoint.gateway.job;

import dev.waypoint.gateway.PostgresExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(PostgresExtension.class)
class JobRulesOnPostgresTest extends JobRulesTest {}
