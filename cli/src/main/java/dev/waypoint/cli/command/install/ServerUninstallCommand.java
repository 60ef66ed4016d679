package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformRunners;
import dev.waypoint.worker.plugin.PlatformServers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "uninstall",
    description =
        "Remove an installed server with all its data and keys, and its static runner. Other runners"
            + " stay, and what was deployed.")
public final class ServerUninstallCommand extends WaypointCommand {
  @Mixin private InstalledChoice choice = new InstalledChoice();

  @Option(
      names = "-delete-context",
      arity = "0..1",
      fallbackValue = "true",
      description = "Also delete the server's context; default: true.")
  private boolean deleteContext = true;

  @Option(
      names = "-ignore-runner-error",
      arity = "0..1",
      fallbackValue = "true",
      description = "Go on if the runner cannot be removed.")
  private boolean ignoreRunnerError;

  @Mixin private ServerFlags serverFlags = new ServerFlags();

  @Mixin private PlatformFlags runnerFlags = new PlatformFlags();

  ServerUninstallCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    String platform = choice.platform(program());
    PlatformServers servers = Platforms.requireServers(program(), platform, this::say);
    PlatformRunners runners = Platforms.require(program(), platform, this::say);
    choice.requireApproval(
        "the server on '%s' would be removed with all its data and keys".formatted(platform));
    Map<String, Object> runnerSettings = runnerFlags.settings(platform);
    Map<String, Object> settings = serverFlags.settings(platform, runnerSettings);
    try {
      Optional<PlatformServers.Installed> installed = servers.find(settings);
      if (installed.isPresent() && choice.withSnapshot()) {
        save();
      }
      removeRunner(runners, runnerSettings);
      boolean removed = servers.uninstall(settings, this::say);
      if (installed.isPresent() || removed) {
        forget(platform, installed);
      }
      renderer()
          .line(
              Style.SUCCESS,
              removed ? "the server is uninstalled" : "there was no server on " + platform);
    } catch (InstallFailedException e) {
      throw new CliException(
          "%s; once that is mended, repeat the command".formatted(e.getMessage()), e);
    }
  }

  private void save() {
    ContextName name =
        choice
            .contextName(program())
            .orElseThrow(
                () ->
                    new CliException(
                        "no context is in use, by which a snapshot could be taken: name the server's"
                            + " with -context-name, or do without by -snapshot=false"));
    ServerContext context = program().contexts().load(name);
    try (ServerConnection connection =
        ServerConnection.open(
            program().connector(), new ServerChoice(context, "the context " + name))) {
      choice.save(program(), connection, renderer());
      List<String> others =
          connection
              .runners()
              .listRunners(ListRunnersRequest.getDefaultInstance())
              .getRunnersList()
              .stream()
              .map(runner -> runner.getId())
              .filter(id -> !id.equals(BootstrapRunner.ID))
              .toList();
      if (!others.isEmpty()) {
        renderer()
            .line(
                Style.WARNING,
                "these runners lose their server and stay where they are: "
                    + String.join(", ", others));
      }
    } catch (CliException e) {
      throw new CliException(
          "%s. Without a snapshot: -snapshot=false; nothing is removed yet"
              .formatted(e.getMessage()),
          e);
    }
  }

  private void removeRunner(PlatformRunners runners, Map<String, Object> settings)
      throws InterruptedException {
    try {
      runners.uninstall(BootstrapRunner.ID, settings, this::say);
    } catch (InstallFailedException e) {
      if (!ignoreRunnerError) {
        throw new CliException(
            "%s; repeat the command once that is mended, or with -ignore-runner-error, which leaves the runner there"
                .formatted(e.getMessage()),
            e);
      }
      renderer()
          .line(
              Style.WARNING,
              "the runner %s is still there: %s".formatted(BootstrapRunner.ID, e.getMessage()));
    }
  }

  /** The context of another server stays, even if it is the one in use. */
  private void forget(String platform, Optional<PlatformServers.Installed> installed) {
    if (!deleteContext) {
      return;
    }
    choice
        .contextName(program())
        .filter(name -> program().contexts().contains(name))
        .filter(name -> isOf(program().contexts().load(name), platform, installed))
        .ifPresent(
            name -> {
              program().contexts().delete(name);
              say("deleted the context " + name);
            });
  }

  private static boolean isOf(
      ServerContext context, String platform, Optional<PlatformServers.Installed> installed) {
    return installed
        .flatMap(PlatformServers.Installed::address)
        .map(context.address()::equals)
        .orElse(context.platform().filter(platform::equals).isPresent());
  }

  private void say(String text) {
    renderer().line(Style.INFO, text);
  }
}
