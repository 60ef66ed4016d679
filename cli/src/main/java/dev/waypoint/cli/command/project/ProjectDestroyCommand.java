package dev.waypoint.cli.command.project;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.DestroyProjectRequest;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.GetProjectResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "destroy",
    description =
        "Destroy what is deployed of a project in every workspace, and forget the project.")
final class ProjectDestroyCommand extends ServerCommand {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The project; default: that of -project.")
  private String argument;

  @Option(names = "-auto-approve", description = "Do not ask.")
  private boolean approved;

  @Option(
      names = "-skip-destroy-resources",
      description = "Only forget the project; what is deployed stays.")
  private boolean skipResources;

  @Option(
      names = "-timeout",
      paramLabel = "DURATION",
      description = "How long to wait for the end; the server goes on after that; default: 1h.")
  private Duration timeout = Duration.ofHours(1);

  ProjectDestroyCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) throws InterruptedException {
    String name =
        Optional.ofNullable(argument)
            .or(() -> global().project())
            .orElseThrow(() -> new CliException("missing argument: NAME of the project"));
    GetProjectRequest get = GetProjectRequest.newBuilder().setName(name).build();
    server.projects().getProject(get);
    if (!approved && !asked(name)) {
      throw new CliException("nothing was destroyed");
    }
    server
        .projects()
        .destroyProject(
            DestroyProjectRequest.newBuilder()
                .setName(name)
                .setSkipResources(skipResources)
                .build());
    if (!skipResources) {
      renderer()
          .line(
              Style.INFO,
              "the server destroys what is deployed of %s; interrupting this command does not stop"
                      .formatted(name)
                  + " it, and 'waypoint job list' shows how it fares");
    }
    Instant end = Instant.now().plus(timeout);
    while (!isGone(server, get)) {
      Duration left = Duration.between(Instant.now(), end);
      if (!left.isPositive()) {
        throw CliException.of(
            "the project %s is not destroyed yet, and the time to wait (-timeout) is over; the server"
                + " goes on: 'waypoint job list -project=%s' shows how it fares",
            name, name);
      }
      Thread.sleep(left.compareTo(PAUSE) < 0 ? left : PAUSE);
    }
    renderer().line(Style.SUCCESS, "the project %s is destroyed".formatted(name));
  }

  private static boolean isGone(ServerConnection server, GetProjectRequest get) {
    try {
      GetProjectResponse response = server.projects().getProject(get);
      if (!response.getProject().getDestroying()) {
        throw CliException.of(
            "the project %s stays, because not everything could be destroyed: %s",
            get.getName(), response.getDestroyFailure());
      }
      return false;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  private boolean asked(String name) {
    if (!environment().terminal()) {
      throw new CliException("this cannot be undone: say so with -auto-approve");
    }
    renderer()
        .line(
            Style.WARNING,
            "This destroys the project %s%s. Type 'yes' to go on."
                .formatted(name, skipResources ? "" : " and everything that is deployed of it"));
    Scanner scanner = new Scanner(environment().in(), StandardCharsets.UTF_8);
    return scanner.hasNextLine() && scanner.nextLine().strip().equalsIgnoreCase("yes");
  }
}
