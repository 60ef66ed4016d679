package dev.waypoint.system;

import java.nio.file.Path;

/**
 * On-demand runners as ECS tasks, launched by a runner that is not on AWS itself: the profile alone
 * says where they run. Against an emulator whose tasks are real containers.
 */
class EcsLaunchIT extends AbstractLaunchPlatformIT {
  @Override
  LaunchPlatform platform(Path directory) {
    Requirements.docker();
    return new EcsPlatform(directory);
  }
}
