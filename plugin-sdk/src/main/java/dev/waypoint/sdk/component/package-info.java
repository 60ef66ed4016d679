/**
 * The parts of a plugin that take an application from its source to its users: {@link
 * dev.waypoint.sdk.component.Builder}, {@link dev.waypoint.sdk.component.Registry}, {@link
 * dev.waypoint.sdk.component.Platform}, {@link dev.waypoint.sdk.component.ReleaseManager}.
 *
 * <p>What one part makes is handed to the next one as text by name ({@code data}), possibly much
 * later, by another process, on another machine, and after the plugin was updated. It is stored
 * with the job, is shown to users and can be read in waypoint.hcl, as {@code artifact.image} or
 * {@code deploy.url}: it must hold no secret and no object that lives in a process only.
 *
 * <p>For all methods here: they block until done; they are called once at a time on one instance;
 * they throw {@link dev.waypoint.sdk.PluginException} for what the user has to know; they end soon
 * and by {@link java.lang.InterruptedException} when the operation is cancelled, see {@link
 * dev.waypoint.sdk.Cancellation}. They are called on a runner, whose machine may die at any moment.
 */
package dev.waypoint.sdk.component;
