/**
 * Installing static runners: {@code waypoint runner install} and {@code uninstall}.
 *
 * <p>A platform implements {@link dev.waypoint.sdk.install.RunnerInstaller}. The command itself
 * makes the runner's token, waits until the runner has connected, adopts it and makes a profile.
 */
package dev.waypoint.sdk.install;
