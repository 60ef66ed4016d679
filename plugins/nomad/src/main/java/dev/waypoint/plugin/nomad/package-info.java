/**
 * Nomad: on-demand runners as batch jobs of one Docker task each.
 *
 * <p>A task is a job of its name, and a variable {@code nomad/jobs/NAME} with the runner's
 * environment, which holds its token: a job's specification can be read by whoever may list jobs, a
 * variable is encrypted and only the job itself reads it, by a template. Both go when the task is
 * stopped.
 *
 * <p>Most calls are made with Nomad's Java client. It is from 2020: what it does not know
 * (variables, job fields of later versions) or cannot do without holding a thread that cannot be
 * interrupted (waiting for changes, following output) goes over the JDK's HTTP client.
 */
package dev.waypoint.plugin.nomad;
