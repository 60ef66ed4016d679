package dev.waypoint.cli.command.user;

import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.CreateInviteRequest;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "invite",
    description =
        "Make an invitation, which 'waypoint token exchange' turns into a token once. -role and"
            + " -project (one, or several as shop,web) limit that token.")
class UserInviteCommand extends ServerCommand {
  @Option(
      names = "-expires-in",
      paramLabel = "DURATION",
      description = "How long it is valid; default: 24h.")
  private Duration expiresIn = Duration.ofHours(24);

  @Mixin private RightsOptions rights;

  @Option(names = "-username", paramLabel = "NAME", description = "Who is invited.")
  private String user = "";

  UserInviteCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    CreateInviteRequest request =
        CreateInviteRequest.newBuilder()
            .setUser(user)
            .setRole(rights.role())
            .addAllProjects(RightsOptions.projects(global().project()))
            .setExpiresIn(Durations.fromNanos(expiresIn.toNanos()))
            .build();
    renderer().value(server.tokens().createInvite(request).getToken());
  }
}
