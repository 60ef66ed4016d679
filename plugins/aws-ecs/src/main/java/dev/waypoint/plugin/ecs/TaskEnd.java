package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Reads from a task how far it is, and how it ended. */
final class TaskEnd {
  private static final Set<String> BEFORE_RUNNING = Set.of("PROVISIONING", "PENDING", "ACTIVATING");
  private static final Set<String> AFTER_PROCESSES = Set.of("DEPROVISIONING", "STOPPED", "DELETED");
  private static final Map<Integer, String> FORCED = Map.of(137, "SIGKILL", 143, "SIGTERM");
  private static final String OUT_OF_MEMORY = "OutOfMemory";

  private TaskEnd() {}

  static boolean isPending(Task task) {
    return BEFORE_RUNNING.contains(String.valueOf(task.lastStatus()))
        && !"STOPPED".equals(task.desiredStatus());
  }

  static boolean hasStarted(Task task) {
    return task.startedAt() != null || "RUNNING".equals(task.lastStatus());
  }

  /** How far ECS is with a task that does not run yet, and what it says about it. */
  static String waitsFor(Task task) {
    String why = String.join("; ", reasons(task, runner(task)));
    return "the task is %s on ECS%s".formatted(task.lastStatus(), why.isEmpty() ? "" : ": " + why);
  }

  /** Its processes have ended; ECS may still take down what was around them. */
  static boolean processesEnded(Task task) {
    return AFTER_PROCESSES.contains(String.valueOf(task.lastStatus()));
  }

  static boolean isOver(Task task) {
    return "STOPPED".equals(task.lastStatus()) || "DELETED".equals(task.lastStatus());
  }

  static TaskExit of(TaskName name, Task task) {
    Optional<Container> runner = runner(task);
    Integer code = runner.map(Container::exitCode).orElse(null);
    List<String> reasons = reasons(task, runner);
    String why = String.join("; ", reasons);
    if (reasons.stream().anyMatch(reason -> reason.contains(OUT_OF_MEMORY))) {
      return exit(
          code,
          Cause.OUT_OF_MEMORY,
          "the task %s used more memory than it may".formatted(name),
          why);
    }
    if (task.stopCode() == TaskStopCode.TASK_FAILED_TO_START || neverRan(task, code)) {
      String image = runner.map(Container::image).map(" with the image %s"::formatted).orElse("");
      return exit(
          null, Cause.NOT_STARTED, "the task %s%s was not started".formatted(name, image), why);
    }
    if (task.stopCode() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED && code != null) {
      return exited(name, code, runner.map(Container::reason).orElse(null));
    }
    return exit(code, Cause.KILLED, "the task %s was stopped".formatted(name), why);
  }

  private static Optional<Container> runner(Task task) {
    return task.containers().stream()
        .filter(container -> Names.CONTAINER.equals(container.name()))
        .findFirst();
  }

  private static TaskExit exited(TaskName name, int code, String reason) {
    String why = reason == null ? "" : reason;
    return FORCED.containsKey(code)
        ? exit(
            code,
            Cause.KILLED,
            "the task %s was ended by %s".formatted(name, FORCED.get(code)),
            why)
        : exit(
            code, Cause.EXITED, "the task %s ended with exit code %d".formatted(name, code), why);
  }

  private static boolean neverRan(Task task, Integer code) {
    return task.startedAt() == null && code == null;
  }

  /** The container's own reason is the closer one; those of its companions come last. */
  private static List<String> reasons(Task task, Optional<Container> runner) {
    Stream<String> others =
        task.containers().stream()
            .filter(container -> !Names.CONTAINER.equals(container.name()))
            .filter(container -> container.reason() != null)
            .map(container -> container.name() + ": " + container.reason());
    return Stream.of(
            runner.map(Container::reason).stream(), Stream.ofNullable(task.stoppedReason()), others)
        .flatMap(reasons -> reasons)
        .filter(reason -> !reason.isBlank())
        .distinct()
        .toList();
  }

  private static TaskExit exit(Integer code, Cause cause, String what, String why) {
    return new TaskExit(
        code == null ? TaskExit.NO_EXIT_CODE : code,
        cause,
        why.isEmpty() ? what : what + ": " + why);
  }
}
