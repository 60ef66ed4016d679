package dev.waypoint.cli.command.runner;

import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "token", description = "Make a token with which a runner is admitted at once.")
final class RunnerTokenCommand extends ServerCommand {
  @Option(
      names = "-expires-in",
      paramLabel = "DURATION",
      description = "How long it is valid; default: 720h.")
  private Duration expiresIn = Duration.ofHours(720);

  @Option(
      names = {"-id", "-name"},
      paramLabel = "ID",
      description = "Valid for this runner only.")
  private String id;

  @Option(
      names = "-label",
      paramLabel = "K=V",
      description = "Valid for runners with exactly these labels only. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  RunnerTokenCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    CreateRunnerTokenRequest request =
        CreateRunnerTokenRequest.newBuilder()
            .setRunnerId(Optional.ofNullable(id).orElse(""))
            .putAllLabels(labels)
            .setExpiresIn(Durations.fromNanos(expiresIn.toNanos()))
            .build();
    renderer().value(server.tokens().createRunnerToken(request).getToken());
  }
}
