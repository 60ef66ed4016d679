package dev.waypoint.system;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.operation.SourceUpload;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobServiceGrpc.JobServiceBlockingStub;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.ProjectServiceGrpc;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.connect.GatewayTarget;
import dev.waypoint.worker.connect.TlsTrust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Queues jobs of one project and follows them, as a program would. */
final class SoakClient implements AutoCloseable {
  static final String PROJECT = "soak";
  private static final String APPLICATION = "web";

  private final GatewayChannel channel;
  private final JobServiceBlockingStub jobs;
  private final DataSource source;

  private SoakClient(GatewayChannel channel, String contentId) {
    this.channel = channel;
    this.jobs = JobServiceGrpc.newBlockingStub(channel.authorised());
    this.source =
        DataSource.newBuilder()
            .setUpload(DataSource.Upload.newBuilder().setContentId(contentId))
            .build();
  }

  /** Registers the project and uploads its directory. */
  static SoakClient open(String address, String token, Path project) throws InterruptedException {
    int colon = address.lastIndexOf(':');
    GatewayChannel channel =
        GatewayChannel.open(
            new GatewayTarget(
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                new TlsTrust.SkipVerify()),
            new AccessToken(Optional.of(token), Optional.empty()));
    ProjectServiceGrpc.newBlockingStub(channel.authorised())
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName(PROJECT).addApplications(APPLICATION))
                .addUpdate("applications")
                .build());
    return new SoakClient(channel, new SourceUpload(channel.authorised()).send(PROJECT, project));
  }

  /**
   * How a job went.
   *
   * @param ends how often its stream told of an end
   * @param output what its programs wrote
   */
  record Followed(Job job, int ends, String output) {}

  /** Queues it, and follows it to its end. */
  Followed run(JobSpec.Builder spec) {
    return follow(queue(spec));
  }

  String queue(JobSpec.Builder spec) {
    return jobs.queueJob(QueueJobRequest.newBuilder().setSpec(spec).build()).getJobId();
  }

  Followed follow(String id) {
    Iterator<JobEvent> events =
        jobs.getJobStream(GetJobStreamRequest.newBuilder().setJobId(id).build());
    List<ByteString> output = new ArrayList<>();
    Job last = Job.getDefaultInstance();
    int ends = 0;
    while (events.hasNext()) {
      JobEvent event = events.next();
      if (event.hasOutput()) {
        event.getOutput().getEventsList().stream()
            .filter(OutputEvent::hasRaw)
            .map(one -> one.getRaw().getData())
            .forEach(output::add);
      } else if (event.hasComplete()) {
        last = event.getComplete().getJob();
        ends++;
      }
    }
    return new Followed(last, ends, ByteString.copyFrom(output).toString(StandardCharsets.UTF_8));
  }

  /** A job that runs on any static runner. */
  JobSpec.Builder spec(String workspace) {
    return JobSpec.newBuilder()
        .setApplication(ApplicationRef.newBuilder().setProject(PROJECT).setApplication(APPLICATION))
        .setWorkspace(workspace)
        .setNoProfile(true)
        .setDataSource(source);
  }

  static InputVariable variable(String name, String value) {
    return InputVariable.newBuilder()
        .setName(name)
        .setValue(value)
        .setSource(InputVariable.Source.CLI)
        .build();
  }

  @Override
  public void close() {
    channel.close();
  }
}
