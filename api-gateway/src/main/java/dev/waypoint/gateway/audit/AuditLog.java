package dev.waypoint.gateway.audit;

import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.protocol.v1.AuditEntry;
import dev.waypoint.protocol.v1.ListAuditRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who did what, durably. An entry is written after the deed; it holds no secret. */
@Singleton
public final class AuditLog {
  private static final Duration KEPT = Duration.ofDays(400);
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 10_000;
  private static final int MAX_NAME = 300;
  private static final int MAX_DETAIL = 2000;

  private final Database database;
  private final Clock clock;

  public AuditLog(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Writes down what the caller of the current call did. */
  public void record(AuditAction action, String subject, String detail) {
    Caller caller = Caller.current();
    record(caller.describe(), tokenId(caller), action, subject, detail);
  }

  /** The same for what nobody asked for by a call, such as a rule that was met. */
  public void recordBy(String actor, AuditAction action, String subject, String detail) {
    record(actor, Optional.empty(), action, subject, detail);
  }

  /** Newest first. */
  public List<AuditEntry> list(ListAuditRequest request) {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    List<Object> values = new ArrayList<>();
    if (!request.getAction().isBlank()) {
      conditions.add("(action = ? or action like ?)");
      values.add(request.getAction());
      values.add(request.getAction().replace("%", "") + ".%");
    }
    equal("actor", request.getActor(), conditions, values);
    equal("subject", request.getSubject(), conditions, values);
    if (request.hasSince()) {
      conditions.add("at >= ?");
      values.add(
          Instant.ofEpochSecond(request.getSince().getSeconds(), request.getSince().getNanos()));
    }
    int limit = request.getLimit() <= 0 ? DEFAULT_LIMIT : Math.min(request.getLimit(), MAX_LIMIT);
    String sql =
        "select * from audit where %s order by id desc limit %d"
            .formatted(String.join(" and ", conditions), limit);
    return database.read(s -> s.list(sql, AuditLog::entry, values.toArray()));
  }

  /** Drops what is older than 400 days. */
  public void sweep() {
    String oldest = Ids.before(clock.instant().minus(KEPT));
    database.write(s -> s.update("delete from audit where id < ?", oldest));
  }

  private void record(
      String actor, Optional<String> tokenId, AuditAction action, String subject, String detail) {
    database.write(
        s ->
            s.update(
                "insert into audit (id, at, actor, token_id, action, subject, detail)"
                    + " values (?, ?, ?, ?, ?, ?, ?)",
                Ids.next(),
                clock.instant(),
                cut(actor, MAX_NAME),
                tokenId,
                action.word(),
                cut(subject, MAX_NAME),
                cut(detail, MAX_DETAIL)));
  }

  private static Optional<String> tokenId(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous anonymous -> Optional.empty();
      case Caller.User user -> Optional.of(user.tokenId());
      case Caller.Runner runner -> Optional.of(runner.tokenId());
      case Caller.Invite invite -> Optional.of(invite.tokenId());
    };
  }

  private static AuditEntry entry(Row row) {
    return AuditEntry.newBuilder()
        .setId(row.text("id"))
        .setTime(Protos.time(row.time("at")))
        .setActor(row.text("actor"))
        .setTokenId(row.optionalText("token_id").orElse(""))
        .setAction(row.text("action"))
        .setSubject(row.text("subject"))
        .setDetail(row.text("detail"))
        .build();
  }

  private static void equal(
      String column, String value, List<String> conditions, List<Object> values) {
    if (!value.isBlank()) {
      conditions.add(column + " = ?");
      values.add(value);
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
