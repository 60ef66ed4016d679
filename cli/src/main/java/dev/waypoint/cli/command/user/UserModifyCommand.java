package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ModifyUserRequest;
import dev.waypoint.protocol.v1.Role;
import dev.waypoint.protocol.v1.User;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "modify",
    description =
        "Change what a user may do, with all tokens and invitations that the user has. -project"
            + " (one, or several as shop,web) limits the user to these.")
final class UserModifyCommand extends ServerCommand {
  @Option(names = "-username", paramLabel = "NAME", description = "The user.")
  private String name = "";

  @Mixin private RightsOptions rights;

  @Option(names = "-all-projects", description = "No longer limit the user to some projects.")
  private boolean allProjects;

  UserModifyCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    if (name.isBlank()) {
      throw new CliException("missing option: -username=NAME");
    }
    List<String> projects = RightsOptions.projects(global().project());
    if (rights.role() == Role.ROLE_UNSPECIFIED && projects.isEmpty() && !allProjects) {
      throw new CliException(
          "nothing to change: give -role=ROLE, -project=PROJECT or -all-projects");
    }
    User user =
        server
            .access()
            .modifyUser(
                ModifyUserRequest.newBuilder()
                    .setName(name)
                    .setRole(rights.role())
                    .addAllProjects(projects)
                    .setAllProjects(allProjects)
                    .build())
            .getUser();
    renderer()
        .line(
            Style.SUCCESS,
            "the user %s has the role %s, projects: %s"
                .formatted(
                    name,
                    RoleWords.role(user.getRole()),
                    RoleWords.projects(user.getProjectsList())));
  }
}
