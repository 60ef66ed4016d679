package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.project.DataSources;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.StoreException;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes jobs in: checks, places and stores them, and has their workflows started. */
@Singleton
final class JobQueueing {
  private static final String DEFAULT_WORKSPACE = "default";
  private static final int MAX_SPEC = 900_000;

  private final Placer placer;
  private final Projects projects;
  private final JobStore jobs;
  private final JobTasks tasks;
  private final WorkflowLauncher launcher;
  private final Clock clock;

  JobQueueing(
      Placer placer,
      Projects projects,
      JobStore jobs,
      JobTasks tasks,
      WorkflowLauncher launcher,
      Clock clock) {
    this.placer = placer;
    this.projects = projects;
    this.jobs = jobs;
    this.tasks = tasks;
    this.launcher = launcher;
    this.clock = clock;
  }

  record Queued(JobId id, List<String> warnings) {}

  Queued queue(JobSpec requested, String queuedBy) {
    Optional<JobId> repeated = repeated(requested);
    if (repeated.isPresent()) {
      return new Queued(repeated.get(), List.of());
    }
    JobSpec spec = complete(requested);
    Placement placement = placer.place(spec);
    JobTasks.check(spec, placement);
    Instant now = clock.instant();
    Optional<Duration> expiresIn = Protos.duration(spec.getExpiresIn());
    NewJob job =
        new NewJob(
            new JobId(Ids.next()),
            spec,
            placement,
            RetryRules.of(spec.getOperation()),
            queuedBy,
            now,
            expiresIn.map(now::plus));
    try {
      jobs.insert(job);
    } catch (StoreException e) {
      return new Queued(repeated(requested).orElseThrow(() -> e), List.of());
    }
    tasks.expect(job);
    launcher.start(job);
    return new Queued(job.id(), placement.warnings());
  }

  private Optional<JobId> repeated(JobSpec spec) {
    return spec.getRequestId().isEmpty()
        ? Optional.empty()
        : jobs.findByRequest(spec.getRequestId());
  }

  private JobSpec complete(JobSpec requested) {
    if (requested.getOperation() == Operation.OPERATION_UNSPECIFIED
        || requested.getOperation() == Operation.UNRECOGNIZED) {
      throw new ApiException(
          io.grpc.Status.Code.UNIMPLEMENTED,
          "the job asks for an operation that this server does not know: is the server older "
              + "than the client?");
    }
    if (requested.getApplication().getProject().isBlank()) {
      throw ApiException.invalid("the job names no project: -project, or a waypoint.hcl");
    }
    JobSpec.Builder spec = requested.toBuilder();
    if (spec.getWorkspace().isBlank()) {
      spec.setWorkspace(DEFAULT_WORKSPACE);
    }
    if (!spec.hasDataSource()) {
      projects
          .find(spec.getApplication().getProject())
          .filter(Project::hasDataSource)
          .map(Project::getDataSource)
          .ifPresent(spec::setDataSource);
    }
    check(spec.getDataSource());
    if (spec.build().getSerializedSize() > MAX_SPEC) {
      throw ApiException.invalid(
          "the job has %d bytes, more than %d: upload the source instead of sending it along",
          spec.build().getSerializedSize(), MAX_SPEC);
    }
    return spec.build();
  }

  private static void check(DataSource source) {
    DataSources.check(source);
  }
}
