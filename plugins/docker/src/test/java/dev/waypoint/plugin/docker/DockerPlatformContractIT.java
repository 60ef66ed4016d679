package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.testing.AbstractPlatformTest;
import java.util.List;
import java.util.Map;

@RequiresDocker
class DockerPlatformContractIT extends AbstractPlatformTest {
  @Override
  protected Platform platform() throws Exception {
    return new DockerPlugin()
        .platform()
        .orElseThrow()
        .create(
            Map.of("command", List.of("sh", "-c", "exec httpd -f -p $PORT"), "stop_timeout", "1s"));
  }

  @Override
  protected Artifact artifact() {
    return new Artifact(Map.of("image", RequiresDocker.IMAGE));
  }
}
