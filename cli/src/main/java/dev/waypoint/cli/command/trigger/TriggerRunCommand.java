package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.ReportedFailure;
import dev.waypoint.cli.operation.FollowedJob;
import dev.waypoint.cli.operation.JobFollower;
import dev.waypoint.cli.operation.JobSummary;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.RunTriggerRequest;
import dev.waypoint.protocol.v1.TriggeredJob;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = "Queue the jobs of a trigger, and show them until they have ended.")
final class TriggerRunCommand extends ServerCommand {
  @Mixin private VariableOptions variables;

  @Option(
      names = {"-detach", "-no-wait"},
      description = "Only queue them; 'waypoint job get-stream' shows each later.")
  private boolean detach;

  @Parameters(paramLabel = "ID", description = "The trigger; or its name.")
  private String id;

  TriggerRunCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) throws InterruptedException {
    List<TriggeredJob> jobs =
        server
            .triggers()
            .runTrigger(
                RunTriggerRequest.newBuilder()
                    .setId(id)
                    .addAllVariables(variables.read(program().variableFiles()))
                    .setRequestId(UUID.randomUUID().toString())
                    .build())
            .getJobsList();
    for (TriggeredJob job : jobs) {
      job.getWarningsList().forEach(text -> renderer().line(Style.WARNING, text));
      renderer()
          .line(Style.SUCCESS, "%s is queued as job %s".formatted(title(job), job.getJobId()));
    }
    if (!detach) {
      follow(server, jobs);
    }
  }

  private void follow(ServerConnection server, List<TriggeredJob> jobs)
      throws InterruptedException {
    boolean failed = false;
    for (TriggeredJob job : jobs) {
      renderer().line(Style.HEADER, title(job) + " (job " + job.getJobId() + ")");
      FollowedJob followed =
          new JobFollower(server, renderer(), program().interrupts(), program().followTimes())
              .follow(job.getJobId(), JobFollower.OnInterrupt.DETACH);
      failed |= !new JobSummary(renderer()).show(followed);
    }
    if (failed) {
      throw new ReportedFailure();
    }
  }

  private static String title(TriggeredJob job) {
    return job.getApplication().isEmpty() ? "the project" : job.getApplication();
  }
}
