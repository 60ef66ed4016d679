package dev.waypoint.system;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;

/** On-demand runners as pods of a real cluster. */
@Order(2)
class KubernetesLaunchIT extends AbstractLaunchPlatformIT {
  @Override
  LaunchPlatform platform(Path directory) {
    return new KubernetesPlatform(directory);
  }
}
