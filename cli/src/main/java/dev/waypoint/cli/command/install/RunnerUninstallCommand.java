package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ForgetRunnerRequest;
import dev.waypoint.protocol.v1.ForgetRunnerResponse;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformRunners;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "uninstall",
    description = "Remove a runner from its platform and from the server; its profile stays.")
public final class RunnerUninstallCommand extends WaypointCommand {
  @Option(names = "-platform", paramLabel = "NAME", description = "Where it is. Required.")
  private String platform;

  @Option(names = "-id", paramLabel = "ID", description = "The runner. Required.")
  private String id;

  @Mixin private PlatformFlags flags = new PlatformFlags();

  RunnerUninstallCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    PlatformRunners runners =
        Platforms.require(program(), platform, text -> renderer().line(Style.WARNING, text));
    if (id == null) {
      throw new CliException("missing option: -id, the runner's id");
    }
    try (ServerConnection connection = Platforms.connect(program())) {
      runners.uninstall(id, flags.settings(platform), text -> renderer().line(Style.INFO, text));
      ForgetRunnerResponse response =
          connection.runners().forgetRunner(ForgetRunnerRequest.newBuilder().setId(id).build());
      renderer().line(Style.SUCCESS, "the runner %s is uninstalled".formatted(id));
      if (response.getProfilesCount() > 0) {
        renderer()
            .line(
                Style.WARNING,
                "these profiles still name it: %s; delete them with 'waypoint runner profile delete'"
                    .formatted(String.join(", ", response.getProfilesList())));
      }
    } catch (InstallFailedException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
