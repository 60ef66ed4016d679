package dev.waypoint.cli.operation;

import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.protocol.v1.FinalVariable;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.protocol.v1.Record;
import java.util.List;
import java.util.Locale;

/** What is said about a job after its output. */
public final class JobSummary {
  private final OutputRenderer renderer;

  public JobSummary(OutputRenderer renderer) {
    this.renderer = renderer;
  }

  /** Answers whether the job succeeded. */
  public boolean show(FollowedJob followed) {
    Job job = followed.job();
    variables(job.getVariablesList());
    if (job.getState() != JobState.SUCCESS) {
      String message = job.getError().getMessage();
      String reason = message.isEmpty() ? job.getError().getCode() : message;
      renderer.line(
          Style.ERROR, name(job) + " failed" + (followed.errorShown() ? "" : ": " + reason));
      return false;
    }
    result(job.getResult());
    return true;
  }

  private void variables(List<FinalVariable> variables) {
    if (variables.isEmpty()) {
      return;
    }
    renderer.line(Style.HEADER, "Variables used");
    renderer.table(
        new Table(
            List.of("Variable", "Value", "Type", "Source"),
            variables.stream()
                .map(
                    variable ->
                        List.of(
                            variable.getName(),
                            variable.getValue(),
                            variable.getSensitive() ? "sensitive" : variable.getType(),
                            variable.getSource().toLowerCase(Locale.ROOT)))
                .toList()));
  }

  private void result(OperationResult result) {
    if (result.hasBuild() || result.hasArtifact()) {
      Record made = result.hasArtifact() ? result.getArtifact() : result.getBuild();
      renderer.line(Style.SUCCESS, "Created artifact v" + made.getSequence());
    }
    if (result.hasDeployment()) {
      renderer.line(Style.SUCCESS, "Deployment v" + result.getDeployment().getSequence());
    }
    if (result.hasRelease()) {
      renderer.line(Style.SUCCESS, "Release v" + result.getRelease().getSequence());
    }
    if (result.getDestroyed() > 0) {
      renderer.line(
          Style.SUCCESS,
          "Destroyed: %d (deployments and their releases)".formatted(result.getDestroyed()));
    }
    url("Release URL", result.getRelease().getUrl());
    url("Deployment URL", result.getDeployment().getUrl());
    if (result.getRelease().getUrl().isEmpty() && result.getDeployment().getUrl().isEmpty()) {
      url("URL", result.getUrl());
    }
  }

  private void url(String name, String url) {
    if (!url.isEmpty()) {
      renderer.line(Style.INFO, name + ": " + url);
    }
  }

  private static String name(Job job) {
    String verb = job.getOperation().name().toLowerCase(Locale.ROOT);
    String application = job.getApplication().getApplication();
    return application.isEmpty() ? verb : verb + " of " + application;
  }
}
