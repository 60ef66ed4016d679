package dev.waypoint.cli.command.user;

import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.GetTriggerRequest;
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

  @Option(
      names = "-trigger",
      paramLabel = "ID",
      description = "Good for running this trigger, and for nothing else.")
  private String trigger = "";

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
            .setTriggerId(trigger.isEmpty() ? "" : triggerId(server))
            .setExpiresIn(Durations.fromNanos(expiresIn.toNanos()))
            .build();
    renderer().value(server.tokens().createUserToken(request).getToken());
  }

  private String triggerId(ServerConnection server) {
    return server
        .triggers()
        .getTrigger(GetTriggerRequest.newBuilder().setId(trigger).build())
        .getTrigger()
        .getId();
  }
}
