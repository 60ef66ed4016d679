package dev.waypoint.gateway.project;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.RecentReads;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.Project;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The projects. */
@Singleton
public final class Projects {
  private static final int OPENED_LIMIT = 1_000;
  private static final String SELECT = "select name, created_at, body from project";

  private final Database database;
  private final SecretBox box;
  private final Clock clock;
  private final Workspaces workspaces;
  private final ConcurrentHashMap<String, Opened> opened = new ConcurrentHashMap<>();
  private final RecentReads<String, Optional<Project>> recent;

  public Projects(Database database, SecretBox box, Clock clock, Workspaces workspaces) {
    this.workspaces = workspaces;
    this.database = database;
    this.box = box;
    this.clock = clock;
    this.recent = new RecentReads<>(clock);
  }

  /** With all that is secret; never to be given out as it is. */
  public Optional<Project> find(String name) {
    return database
        .read(s -> s.first(SELECT + " where name = ?", Stored::of, name))
        .map(this::open);
  }

  /** The same, but what another replica has changed within the last second may be missing. */
  public Optional<Project> recent(String name) {
    return recent.get(name, this::find);
  }

  /**
   * @throws ApiException NOT_FOUND
   */
  public Project require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "project '%s' is not known here: 'waypoint init' registers it", name));
  }

  public List<Project> list() {
    return database.read(s -> s.list(SELECT, Stored::of)).stream()
        .map(this::open)
        .sorted(Comparator.comparing(Project::getName))
        .toList();
  }

  /** Makes a project, or changes the named fields of it. Answers it with its secrets. */
  public Project apply(Project wanted, Collection<String> fields) {
    ProjectRules.check(wanted, fields);
    Stored stored = database.write(s -> apply(s, wanted, fields));
    recent.changed();
    return open(stored);
  }

  /**
   * Keeps the row locked from reading on: of two that change a project, neither undoes the other.
   */
  private Stored apply(Statements s, Project wanted, Collection<String> fields)
      throws SQLException {
    Optional<Stored> existing =
        s.first(SELECT + " where name = ? for update", Stored::of, wanted.getName());
    Project merged =
        existing.map(known -> ProjectRules.merge(open(known), wanted, fields)).orElse(wanted);
    Instant created =
        existing.map(Stored::createdAt).orElse(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    byte[] body = box.seal("project/" + merged.getName(), merged.toByteArray());
    if (existing.isPresent()) {
      s.update("update project set body = ? where name = ?", body, merged.getName());
    } else {
      s.update(
          "insert into project (name, created_at, body) values (?, ?, ?)",
          merged.getName(),
          created,
          body);
    }
    return new Stored(merged.getName(), created, body);
  }

  /** Makes applications and a workspace known that a job found. Idempotent. */
  public void register(String project, String workspace, Collection<String> applications) {
    apply(
        Project.newBuilder().setName(project).addAllApplications(applications).build(),
        List.of("applications"));
    workspaces.ensure(workspace);
  }

  /** Each job asks for its project: what is stored is decrypted once for as long as it is it. */
  private Project open(Stored row) {
    Opened known = opened.get(row.name());
    if (known != null && Arrays.equals(known.body(), row.body())) {
      return known.project();
    }
    Project project =
        Protos.parse(Project.parser(), box.open("project/" + row.name(), row.body())).toBuilder()
            .setCreated(Protos.time(row.createdAt()))
            .build();
    if (opened.size() >= OPENED_LIMIT) {
      opened.clear();
    }
    opened.put(row.name(), new Opened(row.body(), project));
    return project;
  }

  private record Opened(byte[] body, Project project) {}

  /**
   * @param body the whole project, encrypted
   */
  private record Stored(String name, Instant createdAt, byte[] body) {
    static Stored of(Row row) {
      return new Stored(row.text("name"), row.time("created_at"), row.bytes("body"));
    }
  }
}
