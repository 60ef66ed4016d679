package dev.waypoint.cli.command.project;

import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.PollState;
import dev.waypoint.protocol.v1.Project;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Projects for people. */
final class ProjectView {
  private ProjectView() {}

  static Table table(List<Project> projects) {
    return new Table(
        List.of("Name", "Applications", "Data Source", "Remote", "Profile"),
        projects.stream()
            .map(
                project ->
                    List.of(
                        project.getName(),
                        String.join(" ", project.getApplicationsList()),
                        source(project.getDataSource()),
                        Words.yesNo(project.getRemoteEnabled()),
                        project.getRunnerProfile()))
            .toList());
  }

  static List<Field> fields(Project project, List<String> workspaces, Clock clock) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                new Field("Project", project.getName()),
                new Field("Applications", String.join(" ", project.getApplicationsList())),
                new Field("Workspaces", String.join(" ", workspaces)),
                new Field("Remote Enabled", Words.yesNo(project.getRemoteEnabled())),
                new Field("Data Source", source(project.getDataSource()))));
    if (!project.getRunnerProfile().isEmpty()) {
      fields.add(new Field("Runner Profile", project.getRunnerProfile()));
    }
    if (!project.getWaypointHcl().getFileName().isEmpty()) {
      fields.add(new Field("Stored Configuration", project.getWaypointHcl().getFileName()));
    }
    if (project.getVariablesCount() > 0) {
      fields.add(
          new Field(
              "Variables",
              project.getVariablesList().stream()
                  .map(variable -> variable.getName() + "=" + variable.getValue())
                  .collect(Collectors.joining("\n"))));
    }
    fields.add(new Field("Created", Times.full(project.getCreated(), clock)));
    return fields;
  }

  static List<Field> polls(List<PollState> polls, Clock clock) {
    List<Field> fields = new ArrayList<>();
    for (PollState poll : polls) {
      boolean git = poll.getKind().equals("git");
      List<String> lines = new ArrayList<>();
      lines.add(poll.hasLastPoll() ? "last " + Times.ago(poll.getLastPoll(), clock) : "not yet");
      if (git && !poll.getAppliedRef().isEmpty()) {
        lines.add("deployed: " + poll.getAppliedRef());
      }
      if (!poll.getPendingRef().isEmpty()) {
        lines.add("under way: " + poll.getPendingRef());
      }
      if (!poll.getProblem().isEmpty()) {
        lines.add("problem: " + poll.getProblem());
      }
      fields.add(new Field(git ? "Git Polling" : "Status Polling", String.join("\n", lines)));
    }
    return fields;
  }

  private static String source(DataSource source) {
    return switch (source.getSourceCase()) {
      case GIT ->
          "git "
              + source.getGit().getUrl()
              + (source.getGit().getRef().isEmpty() ? "" : " ref " + source.getGit().getRef())
              + (source.getGit().getPath().isEmpty() ? "" : " path " + source.getGit().getPath());
      case LOCAL -> "local";
      case UPLOAD -> "upload";
      case SOURCE_NOT_SET -> "none";
    };
  }
}
