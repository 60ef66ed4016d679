package dev.waypoint.system;

/** On-demand runners as pods of a real cluster. */
class KubernetesLaunchIT extends AbstractLaunchPlatformIT {
  @Override
  LaunchPlatform platform() {
    return new KubernetesPlatform(directory);
  }
}
