package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Required;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an application is put into operation. */
record DeployConfig(
    @Doc("The program and its arguments; no shell is in between") @Required List<String> command,
    @Doc("Where it runs, relative to the application's directory") @Default(".") String dir,
    @Doc("Added to the command's environment") Map<String, String> environment,
    @Doc("Files that are written before the command runs") List<TemplateConfig> template,
    @Doc("Whether the command may run again for the same $WAYPOINT_DEPLOYMENT_ID, after a loss")
        @Default("false")
        boolean idempotent,
    @Doc("How a deployment's health is asked; without it, it is unknown")
        Optional<StatusConfig> status,
    @Doc("What removes a deployment; without it, nothing is done") Optional<HookConfig> destroy) {
  CommandConfig main() {
    return new CommandConfig(command, dir, environment, template);
  }

  CommandConfig hook(List<String> other) {
    return new CommandConfig(other, dir, environment, List.of());
  }
}
