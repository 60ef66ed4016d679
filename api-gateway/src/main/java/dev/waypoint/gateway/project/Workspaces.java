package dev.waypoint.gateway.project;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.Workspace;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The workspaces: those that were made, and those in which there were jobs. */
@Singleton
public final class Workspaces {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private final Database database;
  private final Clock clock;

  Workspaces(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Use(String workspace, String project, Instant last) {}

  /** The names of those with jobs of a project, sorted. */
  List<String> of(String project) {
    return database.read(
        s ->
            s.list(
                "select distinct workspace from job where project = ? order by workspace",
                row -> row.text("workspace"),
                project));
  }

  /**
   * Answers whether it is new.
   *
   * @throws ApiException INVALID_ARGUMENT for an unusable name
   */
  boolean create(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          "'%s' is no usable name of a workspace: letters, digits, '_' and '-'", name);
    }
    return ensure(name);
  }

  boolean ensure(String name) {
    return database.write(
        s -> {
          if (s.first("select name from workspace where name = ?", row -> true, name).isPresent()) {
            return false;
          }
          s.update("insert into workspace (name, created_at) values (?, ?)", name, clock.instant());
          return true;
        });
  }

  /**
   * Sorted by name; only what the caller may see.
   *
   * @param project empty: of all
   * @param name empty: all
   */
  List<Workspace> list(String project, String name) {
    return database.read(s -> list(s, project, name));
  }

  private static List<Workspace> list(Statements s, String project, String name)
      throws SQLException {
    Map<String, Instant> made = new TreeMap<>();
    s.list(
            "select name, created_at from workspace",
            row -> new Use(row.text("name"), "", row.time("created_at")))
        .forEach(use -> made.put(use.workspace(), use.last()));
    Map<String, Workspace.Builder> found = new TreeMap<>();
    if (project.isEmpty()) {
      made.forEach((known, created) -> found.put(known, Workspace.newBuilder().setName(known)));
    }
    for (Use use : uses(s)) {
      if (ProjectAccess.allows(use.project())
          && (project.isEmpty() || project.equals(use.project()))) {
        add(found, use);
      }
    }
    return found.values().stream()
        .filter(workspace -> name.isEmpty() || name.equals(workspace.getName()))
        .map(
            workspace -> {
              Optional.ofNullable(made.get(workspace.getName()))
                  .ifPresent(created -> workspace.setCreated(Protos.time(created)));
              return workspace.build();
            })
        .toList();
  }

  private static List<Use> uses(Statements s) throws SQLException {
    return s.list(
        "select workspace, project, max(queue_time) as last from job"
            + " group by workspace, project order by workspace, project",
        row -> new Use(row.text("workspace"), row.text("project"), row.time("last")));
  }

  private static void add(Map<String, Workspace.Builder> found, Use use) {
    Workspace.Builder workspace =
        found.computeIfAbsent(use.workspace(), known -> Workspace.newBuilder().setName(known));
    TreeSet<String> projects = new TreeSet<>(workspace.getProjectsList());
    projects.add(use.project());
    workspace.clearProjects().addAllProjects(projects);
    if (!workspace.hasLastUsed()
        || workspace.getLastUsed().getSeconds() < use.last().getEpochSecond()) {
      workspace.setLastUsed(Protos.time(use.last()));
    }
  }
}
