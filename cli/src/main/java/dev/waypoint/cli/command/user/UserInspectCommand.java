package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.GetCallerRequest;
import dev.waypoint.protocol.v1.GetCallerResponse;
import dev.waypoint.protocol.v1.ListUsersRequest;
import dev.waypoint.protocol.v1.User;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "inspect", description = "Show who you are to the server, or who another user is.")
final class UserInspectCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Option(names = "-username", paramLabel = "NAME", description = "The user; default: yourself.")
  private String name = "";

  UserInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    if (name.isBlank()) {
      GetCallerResponse caller = server.access().getCaller(GetCallerRequest.getDefaultInstance());
      List<Field> fields = fields(caller.getUser());
      fields.add(new Field("Token", caller.getToken().getId()));
      fields.add(
          new Field(
              "Token Expires",
              caller.getToken().hasExpires()
                  ? Times.full(caller.getToken().getExpires(), environment().clock())
                  : "never"));
      renderer().document(fields, caller);
      return;
    }
    User user =
        server.access().listUsers(ListUsersRequest.getDefaultInstance()).getUsersList().stream()
            .filter(found -> found.getName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new CliException(
                        "no user is called '%s': 'waypoint user list' shows those that are there"
                            .formatted(name)));
    renderer().document(fields(user), user);
  }

  private List<Field> fields(User user) {
    return new ArrayList<>(
        List.of(
            new Field("Name", user.getName()),
            new Field("Role", RoleWords.role(user.getRole())),
            new Field("Projects", RoleWords.projects(user.getProjectsList())),
            new Field("Live Tokens", String.valueOf(user.getLiveTokens())),
            new Field("Since", Times.full(user.getFirstToken(), environment().clock()))));
  }
}
