package dev.waypoint.cli.command.job;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.FollowedJob;
import dev.waypoint.cli.operation.JobFollower;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "get-stream",
    description = "Show a job's output from the beginning, until it has ended.")
final class JobStreamCommand extends RecordCommand {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id;

  JobStreamCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) throws InterruptedException {
    FollowedJob followed =
        new JobFollower(server, renderer(), program().interrupts(), program().followTimes())
            .follow(id, JobFollower.OnInterrupt.DETACH);
    Job job = followed.job();
    if (job.getState() != JobState.SUCCESS) {
      throw new CliException(
          "the job %s failed".formatted(id)
              + (followed.errorShown() ? "" : ": " + job.getError().getMessage()));
    }
  }
}
