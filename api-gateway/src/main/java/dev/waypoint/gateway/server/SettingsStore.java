package dev.waypoint.gateway.server;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.store.Statements;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The server's settings. What is read may be a second old. */
@Singleton
public final class SettingsStore {
  private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);

  private final Database database;
  private final Clock clock;
  private volatile Cached cached;

  private record Cached(ServerSettings settings, Instant until) {}

  public SettingsStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    String cookie = "WPC" + Ids.next();
    database.write(
        s ->
            s.update(
                "insert into server_settings (id, cookie) select 1, cast(? as varchar(64))"
                    + " where not exists (select 1 from server_settings)",
                cookie));
  }

  public ServerSettings get() {
    Instant now = clock.instant();
    Cached current = cached;
    if (current == null || !now.isBefore(current.until())) {
      current = new Cached(database.read(SettingsStore::read), now.plus(TRUSTED_FOR));
      cached = current;
    }
    return current.settings();
  }

  /** What is empty keeps its value. */
  public void change(
      Optional<String> advertiseAddress,
      Optional<Boolean> advertiseTls,
      Optional<Boolean> advertiseTlsSkipVerify,
      Optional<String> runnerImage) {
    database.write(
        s ->
            s.update(
                "update server_settings set"
                    + " advertise_address = coalesce(cast(? as varchar(300)), advertise_address),"
                    + " advertise_tls = coalesce(cast(? as boolean), advertise_tls),"
                    + " advertise_tls_skip_verify ="
                    + " coalesce(cast(? as boolean), advertise_tls_skip_verify),"
                    + " runner_image = coalesce(cast(? as varchar(500)), runner_image)",
                advertiseAddress,
                advertiseTls,
                advertiseTlsSkipVerify,
                runnerImage));
    cached = null;
  }

  /** Answers true to the first caller in the life of the database only. */
  public boolean bootstrap() {
    int updated =
        database.write(
            s ->
                s.update(
                    "update server_settings set bootstrapped_at = ? where bootstrapped_at is null",
                    clock.instant()));
    cached = null;
    return updated == 1;
  }

  /** Lets {@link #bootstrap} answer true once more. */
  public void unbootstrap() {
    database.write(s -> s.update("update server_settings set bootstrapped_at = null"));
    cached = null;
  }

  private static ServerSettings read(Statements s) throws SQLException {
    return s.first("select * from server_settings", SettingsStore::map).orElseThrow();
  }

  private static ServerSettings map(Row row) {
    return new ServerSettings(
        row.text("cookie"),
        row.optionalTime("bootstrapped_at").isPresent(),
        row.optionalText("advertise_address"),
        row.optionalFlag("advertise_tls"),
        row.optionalFlag("advertise_tls_skip_verify"),
        row.optionalText("runner_image"));
  }
}
