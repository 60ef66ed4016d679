package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Required;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How traffic is moved to a deployment. */
record ReleaseConfig(
    @Doc("The program and its arguments; no shell is in between") @Required List<String> command,
    @Doc("Where it runs, relative to the application's directory") @Default(".") String dir,
    @Doc("Added to the command's environment") Map<String, String> environment,
    @Doc("Files that are written before the command runs") List<TemplateConfig> template,
    @Doc("How a release's health is asked; without it, it is unknown")
        Optional<StatusConfig> status,
    @Doc("What takes a release back; without it, nothing is done") Optional<HookConfig> destroy) {
  CommandConfig main() {
    return new CommandConfig(command, dir, environment, template);
  }

  CommandConfig hook(List<String> other) {
    return new CommandConfig(other, dir, environment, List.of());
  }
}
