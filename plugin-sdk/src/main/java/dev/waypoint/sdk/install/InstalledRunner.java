package dev.waypoint.sdk.install;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What was installed.
 *
 * @param resource the platform's own name of it
 * @param lookAt a command with which a person sees what the runner writes
 * @param launcherSettings for the profile by which this runner launches on-demand runners: settings
 *     of the platform's task launcher
 */
public record InstalledRunner(
    String resource, String lookAt, Map<String, String> launcherSettings) {
  public InstalledRunner {
    requireNonNull(resource, "resource is null");
    requireNonNull(lookAt, "lookAt is null");
    launcherSettings = Map.copyOf(launcherSettings);
  }
}
