package dev.waypoint.system;

import java.nio.file.Path;

/** On-demand runners as pods of a real cluster. */
class KubernetesLaunchIT extends AbstractLaunchPlatformIT {
  @Override
  LaunchPlatform platform(Path directory) {
    return new KubernetesPlatform(directory);
  }
}
