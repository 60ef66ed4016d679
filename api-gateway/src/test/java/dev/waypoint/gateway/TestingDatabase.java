package dev.waypoint.gateway;

import dev.waypoint.gateway.boot.DatabaseOptions;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.store.Database;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

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

  /** The database itself, with its tables and without a server; in memory where it is embedded. */
  public static Database open() {
    DatabaseOptions options = CURRENT.get();
    DataSource source;
    if (options == null) {
      JdbcDataSource embedded = new JdbcDataSource();
      embedded.setURL(
          "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1"
              .formatted(UUID.randomUUID()));
      source = embedded;
    } else {
      PGSimpleDataSource real = new PGSimpleDataSource();
      real.setURL(options.jdbcUrl());
      source = real;
    }
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    return new Database(source);
  }
}
