package dev.waypoint.cli.command.user;

import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "token",
    description =
        "Make a token for a user. -role and -project (one, or several as shop,web) limit it.")
class UserTokenCommand extends ServerCommand {
  @Option(
      names = "-expires-in",
      paramLabel = "DURATION",
      description = "How long it is valid; default: 720h.")
  private Duration expiresIn = Duration.ofHours(720);

  @Mixin private RightsOptions rights;

  @Option(names = "-username", paramLabel = "NAME", description = "The user; default: yourself.")
  private String user = "";

  UserTokenCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    CreateUserTokenRequest request =
        CreateUserTokenRequest.newBuilder()
            .setUser(user)
            .setRole(rights.role())
            .addAllProjects(RightsOptions.projects(global().project()))
            .setExpiresIn(Durations.fromNanos(expiresIn.toNanos()))
            .build();
    renderer().value(server.tokens().createUserToken(request).getToken());
  }
}
