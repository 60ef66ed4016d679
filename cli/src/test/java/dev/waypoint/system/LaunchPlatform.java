package dev.waypoint.system;

import java.time.Duration;
import java.util.Map;

/**
 * A platform on which on-demand runners are launched, as the tests that all of them pass see it.
 */
interface LaunchPlatform extends AutoCloseable {
  /**
   * What the project is called that is run there. Its name is on what is made: where that is all
   * that tells it from what others have left, it is another one each time.
   */
  default String project() {
    return "counting";
  }

  /** The plugin type of its profiles. */
  String pluginType();

  /** The address of this machine by which its containers reach the server. */
  String serverAddress();

  /** The image of waypoint, by the name under which the platform has it. */
  String image();

  /** The profile's plugin configuration, in HCL. */
  String pluginConfig();

  /** What the launching runner needs in its environment. */
  default Map<String, String> runnerEnvironment() {
    return Map.of();
  }

  /** Kills the one container of ours that runs, as an outage would: without a word to anybody. */
  void killTheContainer();

  /** Within which a killed container has to be noticed. */
  default Duration toNotice() {
    return Duration.ofSeconds(5);
  }

  /** Names what is there of ours; blank: nothing. */
  String whatIsThere();

  @Override
  void close();
}
