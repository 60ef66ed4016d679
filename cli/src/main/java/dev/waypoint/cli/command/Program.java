package dev.waypoint.cli.command;

import dev.waypoint.cli.connect.Connector;
import dev.waypoint.cli.connect.EmbeddedServers;
import dev.waypoint.cli.connect.ServerSelection;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.operation.FollowTimes;
import dev.waypoint.cli.operation.LocalRunners;
import dev.waypoint.cli.operation.ProjectParser;
import dev.waypoint.cli.operation.VariableFiles;

/** What commands work with; each command gets it by its constructor. */
public record Program(
    Environment environment,
    Interrupts interrupts,
    Connector connector,
    EmbeddedServers embeddedServers,
    LocalRunners localRunners,
    ProjectParser projects,
    VariableFiles variableFiles,
    FollowTimes followTimes) {
  public ContextStore contexts() {
    return new ContextStore(environment.directories().contexts());
  }

  public ServerSelection servers() {
    return new ServerSelection(environment, contexts());
  }
}
