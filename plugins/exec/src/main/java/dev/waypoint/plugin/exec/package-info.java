/**
 * Operations by commands: build, push, deploy, release, look at and destroy with whatever programs
 * are at hand.
 *
 * <pre>{@code
 * build {
 *   use "exec" { command = ["make", "image"] }
 * }
 * deploy {
 *   use "exec" {
 *     command = ["./deploy.sh"]
 *     status  { path = "/health" }
 *     destroy { command = ["./destroy.sh"] }
 *   }
 * }
 * }</pre>
 *
 * <p>A command finds in its environment what is known ({@code WAYPOINT_APP}, {@code
 * ARTIFACT_IMAGE}, {@code DEPLOYMENT_URL} …) and tells what it made by lines {@code name=value} in
 * the file {@code $WAYPOINT_OUTPUT}.
 */
package dev.waypoint.plugin.exec;
