package dev.waypoint.gateway.job;

import dev.waypoint.gateway.runner.Adoption;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.RunnerRow;
import dev.waypoint.gateway.token.Labels;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in words why nobody takes a job, from what the registry knows at this moment. */
@Singleton
final class WaitExplainer {
  private static final int SHOWN = 5;

  private final RunnerRegistry registry;
  private final HeldBack heldBack;
  private final LaunchExplainer launches;
  private final Clock clock;

  WaitExplainer(RunnerRegistry registry, HeldBack heldBack, LaunchExplainer launches, Clock clock) {
    this.registry = registry;
    this.heldBack = heldBack;
    this.launches = launches;
    this.clock = clock;
  }

  /** Nothing when the job runs or has ended. */
  Waiting explain(JobRow job) {
    if (job.ended() || job.assignedRunner().isPresent()) {
      return Waiting.NOTHING;
    }
    if (!job.admitted()) {
      return heldBack.explain(job);
    }
    return Waiting.of(launches.explain(job).orElseGet(() -> waitsFor(job.target(), job.mode())));
  }

  /** Whether any runner that is registered now, and not rejected, could ever take it. */
  boolean somebodyMatches(TargetRunner target, boolean launch) {
    return candidates(launch).stream().anyMatch(row -> matches(target, row));
  }

  /** For a refusal: who is registered, and what each of them lacks. */
  String nearMisses(TargetRunner target, boolean launch) {
    Collection<RunnerRow> rows = registry.runners(false);
    if (rows.stream().noneMatch(row -> !row.byIdOnly())) {
      return "no runner is registered: start one with 'waypoint runner agent', or run locally "
          + "with -local";
    }
    String near =
        rows.stream()
            .filter(row -> !row.byIdOnly())
            .sorted(Comparator.comparing(RunnerRow::id))
            .limit(SHOWN)
            .map(row -> "runner %s %s".formatted(row.id(), lack(target, row)))
            .collect(Collectors.joining("; "));
    long more = rows.stream().filter(row -> !row.byIdOnly()).count() - SHOWN;
    return near + (more > 0 ? "; and %d more".formatted(more) : "");
  }

  /** A warning for a job that can be taken, but not now; empty when it can. */
  String warning(TargetRunner target, RunnerMode mode) {
    boolean now =
        candidates(mode == RunnerMode.ON_DEMAND).stream()
            .anyMatch(
                row ->
                    matches(target, row)
                        && row.online(clock.instant())
                        && row.adoption().admits()
                        && !row.draining());
    return now ? "" : waitsFor(target, mode);
  }

  private String waitsFor(TargetRunner target, RunnerMode mode) {
    List<RunnerRow> matching =
        candidates(mode == RunnerMode.ON_DEMAND).stream()
            .filter(row -> matches(target, row))
            .sorted(Comparator.comparing(RunnerRow::id))
            .toList();
    if (matching.isEmpty()) {
      return "it waits for %s, but %s"
          .formatted(target.describe(), nearMisses(target, mode == RunnerMode.ON_DEMAND));
    }
    Instant now = clock.instant();
    String runners =
        matching.stream()
            .limit(SHOWN)
            .map(row -> state(row, now))
            .collect(Collectors.joining("; "));
    int more = matching.size() - SHOWN;
    return "it waits for %s: %s%s"
        .formatted(target.describe(), runners, more > 0 ? "; and %d more".formatted(more) : "");
  }

  private String state(RunnerRow row, Instant now) {
    RunnerId id = row.id();
    if (row.adoption() == Adoption.PENDING) {
      return "runner %s waits for adoption ('waypoint runner adopt %s')".formatted(id, id);
    }
    if (!row.online(now)) {
      return "runner %s is offline%s"
          .formatted(id, row.offlineReason().isEmpty() ? "" : " (" + row.offlineReason() + ")");
    }
    if (row.draining()) {
      return "runner %s is draining".formatted(id);
    }
    int busy = registry.busy(id);
    return busy >= row.concurrency()
        ? "runner %s is busy (%d of %d)".formatted(id, busy, row.concurrency())
        : "runner %s is free (%d of %d in use)".formatted(id, busy, row.concurrency());
  }

  private List<RunnerRow> candidates(boolean launch) {
    return registry.runners(false).stream()
        .filter(row -> row.adoption() != Adoption.REJECTED)
        .filter(row -> !launch || !row.byIdOnly())
        .toList();
  }

  private static boolean matches(TargetRunner target, RunnerRow row) {
    return target.matches(row.id(), row.labels(), row.byIdOnly());
  }

  private static String lack(TargetRunner target, RunnerRow row) {
    if (row.adoption() == Adoption.REJECTED) {
      return "is rejected";
    }
    return switch (target) {
      case TargetRunner.Any any -> "would do";
      case TargetRunner.ById byId -> "has another id";
      case TargetRunner.ByLabels byLabels -> lack(byLabels.labels(), row.labels());
    };
  }

  private static String lack(Map<String, String> wanted, Map<String, String> actual) {
    Map<String, String> missing = new TreeMap<>();
    Map<String, String> different = new TreeMap<>();
    wanted.forEach(
        (key, value) -> {
          String has = actual.get(key);
          if (has == null) {
            missing.put(key, value);
          } else if (!has.equals(value)) {
            different.put(key, has);
          }
        });
    if (different.isEmpty()) {
      return "lacks " + Labels.describe(missing);
    }
    String has = "has " + Labels.describe(different);
    return missing.isEmpty() ? has : has + " and lacks " + Labels.describe(missing);
  }
}
