package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Lists jobs, page by page, in the order in which they were queued or the reverse. */
@Singleton
final class JobQuery {
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final Database database;

  JobQuery(Database database) {
    this.database = database;
  }

  /**
   * @param next where the next page begins; empty: there is none
   */
  record Page(List<JobRow> jobs, String next) {}

  Page list(ListJobsRequest request) {
    int size = request.getPageSize() <= 0 ? DEFAULT_PAGE : request.getPageSize();
    if (size > MAX_PAGE) {
      throw ApiException.invalid("a page has up to %d jobs, not %d", MAX_PAGE, size);
    }
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    equal("project", request.getProject(), conditions, values);
    equal("application", request.getApplication(), conditions, values);
    equal("workspace", request.getWorkspace(), conditions, values);
    ProjectAccess.limits().ifPresent(projects -> in("project", projects, conditions, values));
    in("state", request.getStatesList(), conditions, values);
    if (request.hasTargetRunner()) {
      target(TargetText.fromProto(request.getTargetRunner()), conditions, values);
    }
    if (!request.getPageToken().isEmpty()) {
      conditions.add(request.getOldestFirst() ? "id > ?" : "id < ?");
      values.add(request.getPageToken());
    }
    String sql =
        "select * from job"
            + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
            + (request.getOldestFirst() ? " order by id" : " order by id desc")
            + " limit "
            + (size + 1);
    List<JobRow> rows = database.read(s -> s.list(sql, JobRow::of, values.toArray()));
    if (rows.size() <= size) {
      return new Page(rows, "");
    }
    return new Page(rows.subList(0, size), rows.get(size - 1).id().value());
  }

  private static void equal(
      String column, String value, List<String> conditions, List<Object> values) {
    if (!value.isEmpty()) {
      conditions.add(column + " = ?");
      values.add(value);
    }
  }

  private static void in(
      String column, Collection<?> allowed, List<String> conditions, List<Object> values) {
    if (!allowed.isEmpty()) {
      conditions.add(
          column + " in (" + String.join(", ", Collections.nCopies(allowed.size(), "?")) + ")");
      values.addAll(allowed);
    }
  }

  /** Labels: those jobs that are for exactly these, or for more. */
  private static void target(TargetRunner target, List<String> conditions, List<Object> values) {
    switch (target) {
      case TargetRunner.Any any -> exact(target, conditions, values);
      case TargetRunner.ById byId -> exact(target, conditions, values);
      case TargetRunner.ByLabels byLabels ->
          byLabels
              .labels()
              .forEach(
                  (key, value) -> {
                    String single =
                        TargetText.of(TargetRunner.ByLabels.of(java.util.Map.of(key, value)));
                    String pair = single.substring(single.lastIndexOf('/') + 1);
                    conditions.add(
                        "position(? in replace(target, 'runner/labels/', ',') || ',') > 0");
                    values.add("," + pair + ",");
                  });
    }
  }

  private static void exact(TargetRunner target, List<String> conditions, List<Object> values) {
    conditions.add("target = ?");
    values.add(TargetText.of(target));
  }
}
