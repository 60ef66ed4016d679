package dev.waypoint.gateway.job;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.TargetRunner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Queues and follows jobs. */
public final class TestingJobs {
  private TestingJobs() {}

  public static JobSpec.Builder spec(Operation operation) {
    return JobSpec.newBuilder()
        .setApplication(ApplicationRef.newBuilder().setProject("shop").setApplication("web"))
        .setWorkspace("default")
        .setOperation(operation);
  }

  public static String queue(TestingGateway gateway, JobSpec.Builder spec) {
    return gateway.jobs().queueJob(QueueJobRequest.newBuilder().setSpec(spec).build()).getJobId();
  }

  public static TargetRunner labels(Map<String, String> labels) {
    return TargetRunner.newBuilder()
        .setLabels(TargetRunner.Labels.newBuilder().putAllLabels(labels))
        .build();
  }

  public static TargetRunner id(String id) {
    return TargetRunner.newBuilder().setId(id).build();
  }

  public static Job get(TestingGateway gateway, String id) {
    return gateway.jobs().getJob(GetJobRequest.newBuilder().setJobId(id).build()).getJob();
  }

  /** All lines of a job from a position on; returns when the job has ended. */
  public static Followed follow(TestingGateway gateway, String id, long position) {
    Iterator<JobEvent> events =
        gateway
            .jobs()
            .getJobStream(
                GetJobStreamRequest.newBuilder().setJobId(id).setFromPosition(position).build());
    List<String> lines = new ArrayList<>();
    List<JobEvent> all = new ArrayList<>();
    while (events.hasNext()) {
      JobEvent event = events.next();
      all.add(event);
      event.getOutput().getEventsList().stream()
          .map(OutputEvent::getLine)
          .forEach(line -> lines.add(line.getText()));
    }
    return new Followed(all, lines, all.getLast().getComplete().getJob());
  }

  public record Followed(List<JobEvent> events, List<String> lines, Job job) {}
}
