package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.Runner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the runners that the server knows.")
final class RunnerListCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Option(names = "-pending", description = "Only runners that wait for adoption.")
  private boolean pending;

  @Option(
      names = "-label",
      paramLabel = "K=V",
      description = "Only runners with this label. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(names = "-all", description = "On-demand and local runners that have gone as well.")
  private boolean all;

  RunnerListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<Runner> runners =
        server
            .runners()
            .listRunners(
                ListRunnersRequest.newBuilder()
                    .setPendingOnly(pending)
                    .putAllLabels(labels)
                    .setAllKinds(all)
                    .build())
            .getRunnersList();
    if (runners.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no runners found");
    }
    renderer().list(RunnerView.table(runners, environment().clock()), runners);
  }
}
