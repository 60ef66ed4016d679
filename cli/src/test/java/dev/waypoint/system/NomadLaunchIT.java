package dev.waypoint.system;

import java.nio.file.Path;

/** On-demand runners as jobs of a real Nomad, launched with least rights. */
class NomadLaunchIT extends AbstractLaunchPlatformIT {
  @Override
  LaunchPlatform platform(Path directory) {
    Requirements.docker();
    return new NomadPlatform(directory);
  }
}
