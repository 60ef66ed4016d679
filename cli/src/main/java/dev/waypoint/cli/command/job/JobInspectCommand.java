package dev.waypoint.cli.command.job;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show one job.")
final class JobInspectCommand extends RecordCommand {
  @Mixin private JsonOption format;

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id;

  JobInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    Job job = server.jobs().getJob(GetJobRequest.newBuilder().setJobId(id).build()).getJob();
    renderer().document(JobView.fields(job, environment().clock()), job);
  }
}
