package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Release;
import dev.waypoint.sdk.component.ReleaseManager;
import dev.waypoint.sdk.component.StatusReport;
import java.util.Map;
import java.util.Optional;

/** Releases by a command. Without {@code URL=…} in its output the deployment's address holds. */
record ExecReleaseManager(ReleaseConfig config) implements ReleaseManager {
  @Override
  public Release release(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException {
    Variables variables = Variables.of(context).with(deployment);
    Map<String, String> data = new Command(config.main(), context, variables).runToSuccess();
    return new Release(data, Optional.ofNullable(data.get("url")).or(deployment::url));
  }

  @Override
  public void destroy(OperationContext context, Release release)
      throws PluginException, InterruptedException {
    if (config.destroy().isPresent()) {
      Variables variables = Variables.of(context).with(release);
      new Command(config.hook(config.destroy().get().command()), context, variables).runToSuccess();
    }
  }

  @Override
  public StatusReport status(OperationContext context, Release release)
      throws PluginException, InterruptedException {
    if (config.status().isEmpty()) {
      return StatusReport.unsupported();
    }
    return StatusCheck.ask(
        config.status().get(),
        release.url(),
        words -> new Command(config.hook(words), context, Variables.of(context).with(release)));
  }
}
