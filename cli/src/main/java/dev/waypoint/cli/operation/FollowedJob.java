package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.Job;

/**
 * A job that was followed to its end.
 *
 * @param errorShown its error message was part of its output
 * @param interrupted the user wanted it to end
 */
public record FollowedJob(Job job, boolean errorShown, boolean interrupted) {}
