package dev.waypoint.cli.command.app;

import dev.waypoint.protocol.v1.OperationOptions;
import picocli.CommandLine.Option;

/** Of the commands that release: what becomes of old deployments. */
final class PruneOptions {
  @Option(names = "-prune", description = "Destroy old deployments afterwards; default: true.")
  private boolean prune = true;

  @Option(
      names = "-prune-retain",
      paramLabel = "N",
      description = "How many unreleased deployments to keep; -1: the server's default.")
  private int retain = -1;

  OperationOptions.Builder options() {
    return OperationOptions.newBuilder().setPrune(prune).setPruneRetain(retain);
  }
}
