package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.task.TaskName;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** The tasks of one cluster. ECS lists what has ended for another hour. */
final class Tasks {
  private final Aws aws;
  private final String cluster;

  Tasks(Aws aws, String cluster) {
    this.aws = aws;
    this.cluster = cluster;
  }

  /** The one that was run first, whether it has ended or not. */
  Optional<Task> find(TaskName name) throws AwsFault, InterruptedException {
    return all(name, Set.of()).stream()
        .min(
            Comparator.comparing(
                    (Task task) -> Optional.ofNullable(task.createdAt()).orElse(Instant.MAX))
                .thenComparing(Task::taskArn));
  }

  /**
   * All that ECS still knows.
   *
   * @param more known to be of this name, although they may not be listed yet
   */
  List<Task> all(TaskName name, Set<String> more) throws AwsFault, InterruptedException {
    Set<String> arns = new TreeSet<>(more);
    arns.addAll(running(name));
    arns.addAll(list(name, DesiredStatus.STOPPED));
    return arns.isEmpty() ? List.of() : describe(arns);
  }

  /** Those that nobody has told to end. */
  List<String> running(TaskName name) throws AwsFault, InterruptedException {
    return list(name, DesiredStatus.RUNNING);
  }

  /** Empty: ECS has forgotten it. */
  Optional<Task> describe(String arn) throws AwsFault, InterruptedException {
    return describe(List.of(arn)).stream().findFirst();
  }

  /**
   * @param arns not more than 100; a task has one, or a few if calls ran at the same time
   */
  private List<Task> describe(Collection<String> arns) throws AwsFault, InterruptedException {
    return aws.call(
            "ask for tasks in the cluster \"%s\"".formatted(cluster),
            clients -> clients.ecs().describeTasks(ask -> ask.cluster(cluster).tasks(arns)))
        .tasks();
  }

  Task run(TaskName name, RunTaskRequest request) throws AwsFault, InterruptedException {
    String action = "run the task %s in the cluster \"%s\"".formatted(name, cluster);
    RunTaskResponse response = aws.call(action, clients -> clients.ecs().runTask(request));
    if (!response.tasks().isEmpty()) {
      return response.tasks().getFirst();
    }
    throw refused(action, response.failures());
  }

  private static AwsFault refused(String action, List<Failure> failures) {
    List<String> reasons = failures.stream().map(Tasks::words).distinct().toList();
    String message =
        "cannot %s: %s"
            .formatted(
                action, reasons.isEmpty() ? "ECS gave no reason" : String.join("; ", reasons));
    boolean passing =
        failures.isEmpty()
            || failures.stream().anyMatch(failure -> isPassing(String.valueOf(failure.reason())));
    return passing ? AwsFault.passing(message, null) : AwsFault.lasting(message);
  }

  private static String words(Failure failure) {
    return failure.detail() == null
        ? failure.reason()
        : "%s (%s)".formatted(failure.reason(), failure.detail());
  }

  /** Short of room, or instances that are not ready: there may be some later. */
  private static boolean isPassing(String reason) {
    return reason.startsWith("RESOURCE")
        || reason.equals("AGENT")
        || reason.equals("EMPTY CAPACITY PROVIDER")
        || AwsFault.isPassing(reason);
  }

  void stop(String arn) throws AwsFault, InterruptedException {
    try {
      aws.call(
          "stop the task " + arn,
          clients ->
              clients
                  .ecs()
                  .stopTask(
                      ask -> ask.cluster(cluster).task(arn).reason("waypoint: no longer needed")));
    } catch (AwsFault e) {
      if (describe(arn).filter(task -> !TaskEnd.processesEnded(task)).isPresent()) {
        throw e;
      }
    }
  }

  private List<String> list(TaskName name, DesiredStatus status)
      throws AwsFault, InterruptedException {
    return aws.call(
        "list tasks in the cluster \"%s\"".formatted(cluster),
        clients ->
            clients
                .ecs()
                .listTasksPaginator(
                    ask -> ask.cluster(cluster).family(Names.family(name)).desiredStatus(status))
                .taskArns()
                .stream()
                .toList());
  }
}
