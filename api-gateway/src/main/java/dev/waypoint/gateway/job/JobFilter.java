package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.workflows.target.TargetRunner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Which jobs are listed, as conditions on their rows. All have to hold; of several states,
 * operations or labels one is enough.
 */
final class JobFilter {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** What the request asks for, within what the caller may see. */
  static JobFilter of(ListJobsRequest request) {
    JobFilter filter = new JobFilter();
    filter.equal("project", request.getProject());
    filter.equal("application", request.getApplication());
    filter.equal("workspace", request.getWorkspace());
    filter.equal("assigned_runner", request.getAssignedRunner());
    filter.equal("queued_by", request.getQueuedBy());
    if (!request.getSingletonId().isEmpty()) {
      filter.and("lower(singleton_id) = lower(?)", request.getSingletonId());
    }
    ProjectAccess.limits().ifPresent(projects -> filter.in("project", projects));
    filter.in("state", request.getStatesList());
    filter.in("operation", request.getOperationsList());
    if (request.hasTargetRunner()) {
      filter.target(TargetText.fromProto(request.getTargetRunner()));
    }
    return filter;
  }

  JobFilter and(String condition, Object value) {
    conditions.add(condition);
    values.add(value);
    return this;
  }

  /** With the word in front; empty when there are no conditions. */
  String where() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  Object[] values() {
    return values.toArray();
  }

  private void equal(String column, String value) {
    if (!value.isEmpty()) {
      and(column + " = ?", value);
    }
  }

  private void in(String column, Collection<?> allowed) {
    if (!allowed.isEmpty()) {
      conditions.add(
          column + " in (" + String.join(", ", Collections.nCopies(allowed.size(), "?")) + ")");
      values.addAll(allowed);
    }
  }

  private void target(TargetRunner target) {
    switch (target) {
      case TargetRunner.Any any -> and("target = ?", TargetText.of(any));
      case TargetRunner.ById byId -> and("target = ?", TargetText.of(byId));
      case TargetRunner.ByLabels byLabels -> anyLabel(byLabels.labels());
    }
  }

  private void anyLabel(Map<String, String> labels) {
    List<String> either = new ArrayList<>();
    labels.forEach(
        (key, value) -> {
          String single = TargetText.of(TargetRunner.ByLabels.of(Map.of(key, value)));
          String pair = single.substring(single.lastIndexOf('/') + 1);
          either.add("position(? in replace(target, 'runner/labels/', ',') || ',') > 0");
          values.add("," + pair + ",");
        });
    conditions.add("(" + String.join(" or ", either) + ")");
  }
}
