package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.ListUsersRequest;
import dev.waypoint.protocol.v1.User;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the users that have or had tokens.")
final class UserListCommand extends ServerCommand {
  @Mixin private JsonOption format;

  UserListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<User> users =
        server.access().listUsers(ListUsersRequest.getDefaultInstance()).getUsersList();
    Table table =
        new Table(
            List.of("Name", "Role", "Projects", "Live Tokens", "Since"),
            users.stream()
                .map(
                    user ->
                        List.of(
                            user.getName(),
                            RoleWords.role(user.getRole()),
                            RoleWords.projects(user.getProjectsList()),
                            String.valueOf(user.getLiveTokens()),
                            Times.ago(user.getFirstToken(), environment().clock())))
                .toList());
    renderer().list(table, users);
  }
}
