package dev.waypoint.gateway.poll;

import dev.waypoint.gateway.job.ServerJobs;
import dev.waypoint.gateway.project.PollRow;
import dev.waypoint.gateway.project.PollStore;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.gateway.store.DataDirectory;
import dev.waypoint.git.GitException;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import dev.waypoint.protocol.v1.Project;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings a project to the newest commit: first the applications of its file are made known, then
 * each of them is brought up. A commit counts as applied when all of that succeeded; what failed is
 * tried again a few times, ever more slowly, and a newer commit takes its place.
 */
@Singleton
final class GitPoll {
  static final String WORKSPACE = "default";
  private static final String BY = "git polling";
  private static final int MAX_ROUNDS = 5;
  private static final Duration WATCH = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Projects projects;
  private final PollStore polls;
  private final ServerJobs jobs;
  private final DataDirectory directory;
  private final Clock clock;

  GitPoll(
      Projects projects, PollStore polls, ServerJobs jobs, DataDirectory directory, Clock clock) {
    this.projects = projects;
    this.polls = polls;
    this.jobs = jobs;
    this.directory = directory;
    this.clock = clock;
  }

  void look(PollRow row, Project project) throws GitException {
    DataSource.Git source = project.getDataSource().getGit();
    PollRow known =
        row.appliedRef().isPresent()
            ? row
            : polls
                .lastDeployed(row.project(), WORKSPACE)
                .map(ref -> row.applied(ref, Optional.empty()))
                .orElse(row);
    if (row.pending().isPresent() && isUnderWay(row.pending().get(), project)) {
      goOn(known, row.pending().get(), project, false);
      return;
    }
    Commits commits = new Commits(source, directory.work());
    String latest = commits.latest();
    if (row.pending().filter(pending -> pending.ref().equals(latest)).isPresent()) {
      goOn(known, row.pending().get(), project, true);
    } else if (known.appliedRef().filter(latest::equals).isPresent()
        || known.abandonedRef().filter(latest::equals).isPresent()) {
      polls.save(known.abandonedRef().isPresent() ? known : known.problem(""), next(row), true);
    } else {
      Optional<String> tree = commits.tree();
      if (tree.isPresent() && tree.equals(known.appliedTree())) {
        polls.save(known.applied(latest, tree), next(row), true);
      } else {
        PollRow.Pending pending = PollRow.Pending.of(latest, tree);
        goOn(known.pending(pending, ""), pending, project, true);
      }
    }
  }

  private Instant next(PollRow row) {
    return clock.instant().plus(row.interval());
  }

  private boolean isUnderWay(PollRow.Pending pending, Project project) {
    return jobs.find(request(pending, "")).isPresent()
        && requests(pending, project).stream()
            .map(jobs::find)
            .flatMap(Optional::stream)
            .anyMatch(progress -> !progress.ended());
  }

  private static List<String> requests(PollRow.Pending pending, Project project) {
    List<String> requests = new ArrayList<>(List.of(request(pending, "")));
    project.getApplicationsList().forEach(app -> requests.add(request(pending, app)));
    return requests;
  }

  private void goOn(PollRow row, PollRow.Pending pending, Project project, boolean looked) {
    ServerJobs.Progress init = jobs.ensure(spec(project, pending, Operation.INIT, "").build(), BY);
    List<ServerJobs.Progress> all = new ArrayList<>(List.of(init));
    if (init.succeeded()) {
      Project registered = projects.require(row.project());
      for (String app : registered.getApplicationsList()) {
        all.add(
            jobs.ensure(
                spec(registered, pending, Operation.UP, app)
                    .setOptions(OperationOptions.newBuilder().setPrune(true).setPruneRetain(-1))
                    .build(),
                BY));
      }
    }
    Optional<String> failure =
        all.stream().map(ServerJobs.Progress::failure).filter(text -> !text.isEmpty()).findFirst();
    if (all.stream().anyMatch(progress -> !progress.ended())) {
      polls.save(row.pending(pending, ""), clock.instant().plus(WATCH), looked);
    } else if (failure.isEmpty()) {
      polls.save(row.applied(pending.ref(), pending.tree()), next(row), looked);
    } else if (pending.round() + 1 >= MAX_ROUNDS) {
      polls.save(
          row.abandoned(
              pending.ref(),
              "commit %s was tried %d times and is left alone: %s"
                  .formatted(pending.ref(), MAX_ROUNDS, failure.get())),
          next(row),
          looked);
    } else {
      polls.save(
          row.pending(pending.nextRound(), failure.get()),
          clock.instant().plus(pause(row, pending.round())),
          looked);
    }
  }

  private static Duration pause(PollRow row, int round) {
    Duration doubled = row.interval().multipliedBy(1L << round);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static JobSpec.Builder spec(
      Project project, PollRow.Pending pending, Operation operation, String app) {
    DataSource.Git pinned =
        project.getDataSource().getGit().toBuilder().setRef(pending.ref()).build();
    return JobSpec.newBuilder()
        .setApplication(
            ApplicationRef.newBuilder().setProject(project.getName()).setApplication(app))
        .setWorkspace(WORKSPACE)
        .setOperation(operation)
        .setDataSource(DataSource.newBuilder().setGit(pinned))
        .setRequestId(request(pending, app));
  }

  /** The name of an application may be longer than a request id. */
  private static String request(PollRow.Pending pending, String app) {
    String what =
        app.isEmpty()
            ? "init"
            : UUID.nameUUIDFromBytes(app.getBytes(StandardCharsets.UTF_8)).toString();
    return "poll/%s/%d/%s".formatted(pending.id(), pending.round(), what);
  }
}
