/**
 * Installing static runners, {@code waypoint runner install} and {@code uninstall}, and the server,
 * {@code waypoint server install}, {@code upgrade} and {@code uninstall}.
 *
 * <p>A platform implements {@link dev.waypoint.sdk.install.RunnerInstaller} and {@link
 * dev.waypoint.sdk.install.ServerInstaller}. The commands themselves make tokens, wait until what
 * was installed answers or has connected, adopt runners, and make contexts and profiles.
 */
package dev.waypoint.sdk.install;
