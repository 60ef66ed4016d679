package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "artifact",
    description = "What was built and pushed.",
    subcommands = {
      BuildCommand.class,
      ArtifactPushCommand.class,
      ArtifactListCommand.class,
      ArtifactListBuildsCommand.class
    })
public final class ArtifactGroup extends CommandGroup {}
