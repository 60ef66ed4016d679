package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RunnerMode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes jobs in: checks, places and stores them, and has their workflows started. */
@Singleton
final class JobQueueing {
  private final SpecRules rules;
  private final Placer placer;
  private final JobStore jobs;
  private final JobInserts inserts;
  private final JobTasks tasks;
  private final FreshJobs fresh;
  private final Engine engine;
  private final WorkflowLauncher launcher;
  private final Followups followups;
  private final Clock clock;

  JobQueueing(
      SpecRules rules,
      Placer placer,
      JobStore jobs,
      JobInserts inserts,
      JobTasks tasks,
      FreshJobs fresh,
      Engine engine,
      WorkflowLauncher launcher,
      Followups followups,
      Clock clock) {
    this.rules = rules;
    this.placer = placer;
    this.jobs = jobs;
    this.inserts = inserts;
    this.tasks = tasks;
    this.fresh = fresh;
    this.engine = engine;
    this.launcher = launcher;
    this.followups = followups;
    this.clock = clock;
  }

  record Queued(JobId id, List<String> warnings) {}

  /**
   * @param name what other jobs of the batch call it; empty: nothing
   */
  record Entry(String name, JobSpec spec) {}

  Queued queue(JobSpec requested, String queuedBy) {
    return queue(List.of(new Entry("", requested)), queuedBy, Optional.empty()).getFirst();
  }

  /** Queues all or none; answers in the order of the entries. */
  List<Queued> queueAll(List<Entry> entries, String queuedBy) {
    if (entries.isEmpty()) {
      throw ApiException.refused("the batch has no jobs");
    }
    return queue(entries, queuedBy, Optional.empty());
  }

  /**
   * Queues what a job that has ended did once more. It stands by itself: what the old one depended
   * on is not waited for again.
   */
  Queued retry(JobRow row, String requestId, String queuedBy) {
    if (!row.ended()) {
      throw ApiException.refused(
          "job %s has not ended: it is %s; 'waypoint job cancel %s' ends it",
          row.id(), row.state().name().toLowerCase(java.util.Locale.ROOT), row.id());
    }
    if (row.mode() == RunnerMode.CLI) {
      throw ApiException.refused(
          "job %s was executed by the command line of %s, which is gone: give the command again",
          row.id(), row.queuedBy());
    }
    JobSpec spec =
        jobs.spec(row).toBuilder()
            .clearDependsOn()
            .clearDependsOnAllowFailure()
            .setRequestId(requestId)
            .build();
    return queue(List.of(new Entry("", spec)), queuedBy, Optional.of(row.id())).getFirst();
  }

  /** What {@link #queue} would say; empty when it would take the job and a runner is there. */
  record Outlook(Optional<String> invalid, Optional<String> unassignable) {}

  Outlook outlook(JobSpec spec) {
    try {
      SpecRules.Checked checked = rules.check(spec);
      Placement placement = placer.resolve(checked);
      return new Outlook(Optional.empty(), placer.obstacle(placement));
    } catch (ApiException e) {
      return new Outlook(Optional.of(e.getMessage()), Optional.of("the job is not valid"));
    }
  }

  private List<Queued> queue(List<Entry> entries, String queuedBy, Optional<JobId> retryOf) {
    Optional<List<Queued>> repeated = repeated(entries);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    List<NewJob> made = make(entries, queuedBy, retryOf);
    Aftermath after;
    try {
      after = inserts.insert(BatchOrder.sort(made), engine.durable());
    } catch (JobInserts.Repeated e) {
      return repeated(entries).orElseThrow(() -> e);
    }
    begin(made, after);
    if (!engine.durable()) {
      // what a kill takes from the file until here, it takes from the engine, too
      jobs.flush();
    }
    return made.stream().map(job -> new Queued(job.id(), job.placement().warnings())).toList();
  }

  private List<NewJob> make(List<Entry> entries, String queuedBy, Optional<JobId> retryOf) {
    List<JobId> ids = entries.stream().map(entry -> new JobId(Ids.next())).toList();
    Dependencies dependencies = Dependencies.named(entries.stream().map(Entry::name).toList(), ids);
    Instant now = clock.instant();
    List<NewJob> made = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      SpecRules.Checked checked = rules.check(entries.get(i).spec());
      JobSpec spec = checked.spec();
      Placement placement = placer.place(checked);
      JobTasks.check(spec, placement);
      made.add(
          new NewJob(
              ids.get(i),
              spec,
              placement,
              RetryRules.of(spec.getOperation()),
              queuedBy,
              now,
              Protos.duration(spec.getExpiresIn()).map(now::plus),
              LockKey.of(spec.getOperation(), spec.getApplication(), spec.getWorkspace()),
              dependencies.of(spec),
              retryOf));
    }
    return made;
  }

  /**
   * Those that are new have all that a workflow needs at hand; others may be admitted with them.
   */
  private void begin(List<NewJob> made, Aftermath after) {
    Aftermath others = new Aftermath();
    after.ended().forEach(others::ended);
    for (JobId id : after.admitted()) {
      Optional<NewJob> own = made.stream().filter(job -> job.id().equals(id)).findFirst();
      own.ifPresentOrElse(this::begin, () -> others.admitted(id));
    }
    followups.later(others);
  }

  private void begin(NewJob job) {
    fresh.add(job);
    tasks.expect(job);
    launcher.start(job);
  }

  /** The jobs of a request that was made before; empty when it was not. */
  private Optional<List<Queued>> repeated(List<Entry> entries) {
    List<Queued> known = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.spec().getRequestId().isEmpty()) {
        jobs.findByRequest(entry.spec().getRequestId())
            .ifPresent(id -> known.add(new Queued(id, List.of())));
      }
    }
    if (known.isEmpty()) {
      return Optional.empty();
    }
    if (known.size() < entries.size()) {
      throw ApiException.refused(
          "some jobs of the batch were queued before, such as job %s: give new request ids",
          known.getFirst().id());
    }
    return Optional.of(known);
  }
}
