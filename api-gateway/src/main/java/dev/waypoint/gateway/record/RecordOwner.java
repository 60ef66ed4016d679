package dev.waypoint.gateway.record;

import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.workflows.job.JobId;

/** The job that records are made by, whose current attempt was checked. */
public record RecordOwner(JobId jobId, String project, String application, String workspace) {
  ApplicationRef applicationRef() {
    return ApplicationRef.newBuilder().setProject(project).setApplication(application).build();
  }
}
