package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Release;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What commands and templates are told about an operation. Later additions win. */
final class Variables {
  private final Map<String, String> values = new TreeMap<>();

  static Variables of(OperationContext context) {
    Variables variables = new Variables();
    variables.values.putAll(context.environment());
    variables.put("WAYPOINT_PROJECT", context.project());
    variables.put("WAYPOINT_APP", context.application());
    variables.put("WAYPOINT_WORKSPACE", context.workspace());
    variables.put("WAYPOINT_JOB_ID", context.jobId());
    variables.put("WAYPOINT_OPERATION_ID", context.operationId());
    variables.put("WAYPOINT_SEQUENCE", Long.toString(context.sequence()));
    variables.put("WAYPOINT_SOURCE_DIR", context.sourceDirectory().toString());
    variables.put("WAYPOINT_APP_DIR", context.appDirectory().toString());
    return variables;
  }

  Variables put(String name, String value) {
    values.put(name, value);
    return this;
  }

  Variables with(Map<String, String> more) {
    values.putAll(more);
    return this;
  }

  Variables with(Artifact artifact) {
    return withPrefix("ARTIFACT_", artifact.data());
  }

  Variables with(Deployment deployment) {
    withPrefix("DEPLOYMENT_", deployment.data());
    deployment.url().ifPresent(url -> put("DEPLOYMENT_URL", url));
    return put("WAYPOINT_DEPLOYMENT_ID", deployment.id())
        .put("WAYPOINT_SEQUENCE", Long.toString(deployment.sequence()));
  }

  Variables with(Release release) {
    withPrefix("RELEASE_", release.data());
    release.url().ifPresent(url -> put("RELEASE_URL", url));
    return this;
  }

  private Variables withPrefix(String prefix, Map<String, String> data) {
    data.forEach(
        (name, value) ->
            put(prefix + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    return this;
  }

  Map<String, String> values() {
    return values;
  }
}
