package dev.waypoint.cli.command.job;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Cancel a job.")
final class JobCancelCommand extends RecordCommand {
  @Option(
      names = {"-dangerously-force", "-force"},
      description = "Do not wait for the operation to unwind; what it made may be left behind.")
  private boolean force;

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id;

  JobCancelCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    if (force) {
      renderer()
          .line(Style.WARNING, "cancelling by force: what the operation made may be left behind");
    }
    Job job =
        server
            .jobs()
            .cancelJob(CancelJobRequest.newBuilder().setJobId(id).setForce(force).build())
            .getJob();
    if (job.getState() == JobState.RUNNING || job.getState() == JobState.WAITING) {
      renderer()
          .line(
              Style.SUCCESS,
              "the job %1$s is being cancelled; that may take a while: 'waypoint job inspect %1$s'"
                  .formatted(id));
      return;
    }
    boolean cancelled = job.getCancelTime().getSeconds() > 0;
    renderer()
        .line(
            Style.SUCCESS,
            cancelled
                ? "the job %s is cancelled".formatted(id)
                : "the job %s had ended already".formatted(id));
  }
}
