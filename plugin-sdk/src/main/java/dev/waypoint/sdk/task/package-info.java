/**
 * Starting on-demand runners: containers that a platform runs for one job each.
 *
 * <p>A platform implements {@link dev.waypoint.sdk.task.TaskLauncher}. The SDK's test jar has a
 * contract suite, {@code AbstractTaskLauncherTest}, that every launcher passes; {@link
 * dev.waypoint.sdk.task.InMemoryTaskLauncher} is the shortest one that does.
 */
package dev.waypoint.sdk.task;
