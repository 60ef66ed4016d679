package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.proxy.RunnerStanding;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What a runner may do, worked out from its row and the known targets. */
final class Standings {
  private Standings() {}

  static RunnerStanding of(RunnerRow row, Collection<TargetRunner.ByLabels> targets) {
    return switch (row.adoption()) {
      case PENDING -> RunnerStanding.refused(row.id(), waitingMessage(row));
      case REJECTED -> RunnerStanding.finishing(row.id(), Refusal.rejected(row).message());
      case FORGOTTEN -> RunnerStanding.refused(row.id(), Refusal.forgotten(row).message());
      case PREADOPTED, ADOPTED -> admitted(row, targets);
    };
  }

  static String waitingMessage(RunnerRow row) {
    return "runner %s waits for adoption: 'waypoint runner adopt %s' lets it work"
        .formatted(row.id(), row.id());
  }

  private static RunnerStanding admitted(RunnerRow row, Collection<TargetRunner.ByLabels> targets) {
    Set<String> jobs = new HashSet<>();
    Set<String> launches = new HashSet<>();
    add(new TargetRunner.ById(row.id()), row, jobs, launches);
    add(new TargetRunner.Any(), row, jobs, launches);
    targets.forEach(target -> add(target, row, jobs, launches));
    return new RunnerStanding(row.id(), true, row.draining(), "", jobs, launches);
  }

  private static void add(
      TargetRunner target, RunnerRow row, Set<String> jobs, Set<String> launches) {
    if (target.matches(row.id(), row.labels(), row.byIdOnly())) {
      jobs.add(TaskQueues.jobs(target));
      if (row.kind() == RunnerKind.STATIC) {
        launches.add(TaskQueues.launches(target));
      }
    }
  }
}
