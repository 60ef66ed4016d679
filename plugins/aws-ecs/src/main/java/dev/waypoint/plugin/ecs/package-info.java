/**
 * AWS ECS: on-demand runners as tasks, on Fargate unless configured otherwise.
 *
 * <p>A task stands on two things that are made for it alone: a task definition of the family {@code
 * waypoint-runner-NAME} and one task of that definition. The definition says that the task is
 * there: ECS cannot be told to forget an ended task, which it lists for another hour. Both carry
 * the task's labels as tags. What it writes goes to CloudWatch Logs, into the stream {@code
 * NAME/runner/ID}, a line an event; ECS leaves out empty lines, and does not tell standard error
 * from standard output.
 *
 * <p>The definition holds the runner's token until it is deleted: whoever has the right {@code
 * ecs:DescribeTaskDefinition} can read it. The token is good for that one job and ends with it.
 */
package dev.waypoint.plugin.ecs;
