package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Registry;
import java.util.HashMap;
import java.util.Map;

/** The artifact is the built one, with what the command tells on top. */
record ExecRegistry(CommandConfig config) implements Registry {
  @Override
  public Artifact push(OperationContext context, Artifact built)
      throws PluginException, InterruptedException {
    Map<String, String> data = new HashMap<>(built.data());
    data.putAll(new Command(config, context, Variables.of(context).with(built)).runToSuccess());
    return new Artifact(data);
  }
}
