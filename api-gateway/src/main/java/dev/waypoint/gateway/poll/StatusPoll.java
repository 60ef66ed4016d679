package dev.waypoint.gateway.poll;

import com.google.protobuf.util.Durations;
import dev.waypoint.gateway.job.ServerJobs;
import dev.waypoint.gateway.project.PollRow;
import dev.waypoint.gateway.project.PollStore;
import dev.waypoint.gateway.record.Records;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Record;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Has every application that is deployed asked how it fares, unless it is being asked already. */
@Singleton
final class StatusPoll {
  private static final String BY = "status polling";

  private final PollStore polls;
  private final Records records;
  private final ServerJobs jobs;
  private final Clock clock;

  StatusPoll(PollStore polls, Records records, ServerJobs jobs, Clock clock) {
    this.polls = polls;
    this.records = records;
    this.jobs = jobs;
    this.clock = clock;
  }

  void look(PollRow row, Project project) {
    for (String app : project.getApplicationsList()) {
      ApplicationRef application =
          ApplicationRef.newBuilder().setProject(row.project()).setApplication(app).build();
      if (isDeployed(application) && !isBeingAsked(row, app)) {
        jobs.ensure(
            JobSpec.newBuilder()
                .setApplication(application)
                .setWorkspace(GitPoll.WORKSPACE)
                .setOperation(Operation.STATUS)
                .setExpiresIn(Durations.fromSeconds(row.interval().toSeconds()))
                .setRequestId(request(row.project(), app, row.nextAt()))
                .build(),
            BY);
      }
    }
    Instant now = clock.instant();
    polls.save(
        row.applied(Long.toString(row.nextAt().toEpochMilli()), Optional.empty()),
        now.plus(row.interval()),
        true);
  }

  private boolean isDeployed(ApplicationRef application) {
    return records
        .list(
            ListRecordsRequest.newBuilder()
                .setApplication(application)
                .setWorkspace(GitPoll.WORKSPACE)
                .setKind(Record.Kind.DEPLOYMENT_RECORD)
                .build())
        .stream()
        .anyMatch(record -> record.getStatus() == Record.Status.SUCCEEDED);
  }

  private boolean isBeingAsked(PollRow row, String app) {
    return row.appliedRef()
        .map(Long::parseLong)
        .map(Instant::ofEpochMilli)
        .flatMap(last -> jobs.find(request(row.project(), app, last)))
        .filter(progress -> !progress.ended())
        .isPresent();
  }

  private static String request(String project, String app, Instant due) {
    String name = project + "\n" + app;
    return "status-poll/%s/%d"
        .formatted(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), due.toEpochMilli());
  }
}
