package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.testing.AbstractPlatformTest;
import java.util.List;
import java.util.Map;

/** A deployment is a file. */
class ExecPlatformContractTest extends AbstractPlatformTest {
  @Override
  protected Platform platform() throws Exception {
    return new ExecPlugin()
        .platform()
        .orElseThrow()
        .create(
            Map.of(
                "command", sh("echo \"$ARTIFACT_TEXT\" > \"$WAYPOINT_DEPLOYMENT_ID\""),
                "status", Map.of("command", sh("test -f \"$WAYPOINT_DEPLOYMENT_ID\"")),
                "destroy", Map.of("command", sh("rm -f \"$WAYPOINT_DEPLOYMENT_ID\"")),
                "idempotent", true));
  }

  @Override
  protected Artifact artifact() {
    return new Artifact(Map.of("text", "hello"));
  }

  private static List<String> sh(String script) {
    return List.of("sh", "-c", script);
  }
}
