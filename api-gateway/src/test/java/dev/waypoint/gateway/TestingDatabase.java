package dev.waypoint.gateway;

import dev.waypoint.gateway.boot.DatabaseOptions;
import dev.waypoint.gateway.boot.GatewayOptions;

/** Which database a test runs on: the embedded one, unless a subclass says otherwise. */
public final class TestingDatabase {
  private static final ThreadLocal<DatabaseOptions> CURRENT = new ThreadLocal<>();

  private TestingDatabase() {}

  static void use(DatabaseOptions options) {
    CURRENT.set(options);
  }

  static void useEmbedded() {
    CURRENT.remove();
  }

  static GatewayOptions configure(GatewayOptions options) {
    DatabaseOptions database = CURRENT.get();
    return database == null ? options : options.withDatabase(database);
  }
}
