package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.OperationContext;

/** The artifact is what the command tells. */
record ExecBuilder(CommandConfig config) implements Builder {
  @Override
  public Artifact build(OperationContext context) throws PluginException, InterruptedException {
    return new Artifact(new Command(config, context, Variables.of(context)).runToSuccess());
  }
}
