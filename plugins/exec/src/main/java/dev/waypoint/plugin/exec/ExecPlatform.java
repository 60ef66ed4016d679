package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.component.StatusReport;
import java.util.Map;
import java.util.Optional;

/** Deploys, looks and destroys by commands. {@code URL=…} in a command's output is the address. */
record ExecPlatform(DeployConfig config) implements Platform {
  @Override
  public Deployment deploy(OperationContext context, Artifact artifact)
      throws PluginException, InterruptedException {
    Variables variables =
        Variables.of(context).with(artifact).put("WAYPOINT_DEPLOYMENT_ID", context.operationId());
    Map<String, String> data = new Command(config.main(), context, variables).runToSuccess();
    return Deployment.of(context, data, Optional.ofNullable(data.get("url")));
  }

  @Override
  public void destroy(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException {
    if (config.destroy().isPresent()) {
      Variables variables = Variables.of(context).with(deployment);
      new Command(config.hook(config.destroy().get().command()), context, variables).runToSuccess();
    }
  }

  @Override
  public StatusReport status(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException {
    if (config.status().isEmpty()) {
      return StatusReport.unsupported();
    }
    return StatusCheck.ask(
        config.status().get(),
        deployment.url(),
        words -> new Command(config.hook(words), context, Variables.of(context).with(deployment)));
  }

  @Override
  public boolean idempotent() {
    return config.idempotent();
  }
}
