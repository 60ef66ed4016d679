package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.project.DataSources;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import io.grpc.Status;
import jakarta.inject.Singleton;

/** What a job's specification must be like. */
@Singleton
final class SpecRules {
  private static final int MAX_SPEC = 900_000;
  private static final int MAX_SINGLETON = 255;

  private final Projects projects;
  private final Sources sources;

  SpecRules(Projects projects, Sources sources) {
    this.projects = projects;
    this.sources = sources;
  }

  /** A specification that is complete, and the project that it is about. */
  record Checked(JobSpec spec, Project project) {}

  /**
   * Fills in what the project knows.
   *
   * @throws ApiException when the job could not be executed by any runner
   */
  Checked check(JobSpec requested) {
    checkForm(requested);
    Project project = projects.require(requested.getApplication().getProject());
    JobSpec.Builder spec = requested.toBuilder();
    if (project.hasDataSource()) {
      spec.setDataSource(
          spec.hasDataSource()
              ? DataSources.withStoredCredentials(spec.getDataSource(), project.getDataSource())
              : project.getDataSource());
    }
    boolean withoutSource =
        spec.getOperation() == Operation.NOOP || spec.hasWaypointHcl() || project.hasWaypointHcl();
    if (!spec.hasDataSource() && !withoutSource) {
      throw ApiException.refused(
          "no data source configured: neither the job nor project '%s' says where the source is;"
              + " set one with 'waypoint project apply -data-source=git -git-url=URL %s'",
          project.getName(), project.getName());
    }
    DataSources.check(spec.getDataSource());
    if (spec.getDataSource().hasUpload()) {
      checkUpload(spec.getDataSource().getUpload().getContentId(), project.getName());
    }
    JobSpec complete = spec.build();
    if (complete.getSerializedSize() > MAX_SPEC) {
      throw ApiException.invalid(
          "the job has %d bytes, more than %d: upload the source instead of sending it along",
          complete.getSerializedSize(), MAX_SPEC);
    }
    return new Checked(complete, project);
  }

  /** Who may use a project has no access to what was uploaded for another one. */
  private void checkUpload(String contentId, String project) {
    String owner = sources.projectOf(contentId).orElseThrow(() -> Sources.unknown(contentId));
    if (!owner.equals(project)) {
      throw ApiException.denied(
          "the uploaded source '%s' belongs to another project than '%s'", contentId, project);
    }
  }

  private static void checkForm(JobSpec spec) {
    if (spec.getOperation() == Operation.OPERATION_UNSPECIFIED
        || spec.getOperation() == Operation.UNRECOGNIZED) {
      throw new ApiException(
          Status.Code.UNIMPLEMENTED,
          "the job asks for an operation that this server does not know: is the server older "
              + "than the client?");
    }
    if (!spec.getId().isEmpty()) {
      throw ApiException.refused(
          "the job's id must be empty, not '%s': the server makes it", spec.getId());
    }
    if (spec.getApplication().getProject().isBlank()) {
      throw ApiException.refused("the job names no project: -project, or a waypoint.hcl");
    }
    if (spec.getWorkspace().isBlank()) {
      throw ApiException.refused("the job names no workspace: -workspace, or 'default'");
    }
    if (spec.getSingletonId().length() > MAX_SINGLETON) {
      throw ApiException.invalid(
          "a singleton id has up to %d characters, not %d",
          MAX_SINGLETON, spec.getSingletonId().length());
    }
    JobLabels.check(spec.getLabelsMap());
    JobPriority.of(spec.getPriority());
    checkNotNegative("expiry", spec.getExpiresIn());
    checkNotNegative("pickup timeout", spec.getPickupTimeout());
    checkNotNegative("time limit", spec.getOperationTimeout());
    Protos.duration(spec.getOperationTimeout())
        .filter(limit -> limit.compareTo(JobLimits.LONGEST_OPERATION) > 0)
        .ifPresent(
            limit -> {
              throw ApiException.invalid(
                  "the job's time limit may be up to %d days, not %s",
                  JobLimits.LONGEST_OPERATION.toDays(), limit);
            });
  }

  private static void checkNotNegative(String name, com.google.protobuf.Duration duration) {
    if (duration.getSeconds() < 0 || duration.getNanos() < 0) {
      throw ApiException.refused("the job's %s must not be negative", name);
    }
  }
}
