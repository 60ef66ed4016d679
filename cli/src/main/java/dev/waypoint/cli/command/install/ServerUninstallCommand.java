package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformServers;
import java.util.List;
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

  ServerUninstallCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    InstalledChoice.Place place = choice.place(program(), this::say);
    choice.requireApproval(
        "the server on '%s' would be removed with all its data and keys"
            .formatted(place.platform()));
    try {
      Optional<PlatformServers.Installed> installed = place.servers().find(place.settings());
      if (installed.isPresent() && choice.withSnapshot()) {
        save(place, installed.get());
      }
      removeRunner(place);
      boolean removed = place.servers().uninstall(place.settings(), this::say);
      if (installed.isPresent() || removed) {
        forget(place.platform(), installed);
      }
      renderer()
          .line(
              Style.SUCCESS,
              removed ? "the server is uninstalled" : "there was no server on " + place.platform());
    } catch (InstallFailedException e) {
      throw InstalledChoice.unfinished(e);
    }
  }

  private void save(InstalledChoice.Place place, PlatformServers.Installed installed) {
    ContextName name =
        choice
            .contextName(program())
            .orElseThrow(
                () ->
                    new CliException(
                        "no context is in use, by which a snapshot could be taken: name the server's"
                            + " with -context-name, or do without by -snapshot=false"));
    InstalledChoice.requireSame(name, program().contexts().load(name), place, installed);
    choice.save(program(), name, renderer(), this::nameOthers);
  }

  private void nameOthers(ServerConnection connection) {
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
  }

  private void removeRunner(InstalledChoice.Place place) throws InterruptedException {
    try {
      place.runners().uninstall(BootstrapRunner.ID, place.runnerSettings(), this::say);
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
