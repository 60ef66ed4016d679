package dev.waypoint.system;

/** On-demand runners as jobs of a real Nomad, launched with least rights. */
class NomadLaunchIT extends AbstractLaunchPlatformIT {
  @Override
  LaunchPlatform platform() {
    Requirements.docker();
    return new NomadPlatform(directory);
  }
}
