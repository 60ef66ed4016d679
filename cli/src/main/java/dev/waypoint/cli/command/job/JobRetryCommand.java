package dev.waypoint.cli.command.job;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.ReportedFailure;
import dev.waypoint.cli.operation.FollowedJob;
import dev.waypoint.cli.operation.JobFollower;
import dev.waypoint.cli.operation.JobSummary;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.RetryJobRequest;
import dev.waypoint.protocol.v1.RetryJobResponse;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description =
        "Queue a new job that does what an ended one did, and show it until it has ended.")
final class JobRetryCommand extends ServerCommand {
  @Option(
      names = "-detach",
      description = "Only queue it; 'waypoint job get-stream' shows it later.")
  private boolean detach;

  @Parameters(paramLabel = "ID", description = "The job that is to be done again.")
  private String id;

  JobRetryCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) throws InterruptedException {
    RetryJobResponse queued =
        server
            .jobs()
            .retryJob(
                RetryJobRequest.newBuilder()
                    .setJobId(id)
                    .setRequestId(UUID.randomUUID().toString())
                    .build());
    String fresh = queued.getJobId();
    queued.getWarningsList().forEach(text -> renderer().line(Style.WARNING, text));
    renderer()
        .line(
            Style.SUCCESS,
            "the job %1$s is done again as %2$s: 'waypoint job inspect %2$s'".formatted(id, fresh));
    if (detach) {
      return;
    }
    FollowedJob followed =
        new JobFollower(server, renderer(), program().interrupts(), program().followTimes())
            .follow(fresh, JobFollower.OnInterrupt.DETACH);
    if (!new JobSummary(renderer()).show(followed)) {
      throw new ReportedFailure();
    }
  }
}
