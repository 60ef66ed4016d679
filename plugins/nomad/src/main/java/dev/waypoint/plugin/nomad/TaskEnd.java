package dev.waypoint.plugin.nomad;

import com.hashicorp.nomad.apimodel.Allocation;
import com.hashicorp.nomad.apimodel.TaskEvent;
import com.hashicorp.nomad.apimodel.TaskState;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from an allocation how far its runner is, and how it ended. */
final class TaskEnd {
  private static final Set<String> ENDED = Set.of("complete", "failed", "lost");

  /** Events of a task that begins at once. */
  private static final Set<String> ROUTINE = Set.of("Received", "Task Setup", "Started");

  /** Events that tell why a task could not be begun. */
  private static final Set<String> FAULTS =
      Set.of(
          "Driver Failure",
          "Failed Artifact Download",
          "Failed Validation",
          "Setup Failure",
          "Sibling Task Failed",
          "Template",
          "Vault");

  private static final Map<Integer, String> FORCED = Map.of(137, "SIGKILL", 143, "SIGTERM");

  private TaskEnd() {}

  static Optional<TaskState> runner(Allocation allocation) {
    return Optional.ofNullable(allocation.getTaskStates())
        .map(states -> states.get(JobSpec.RUNNER));
  }

  static boolean hasStarted(Allocation allocation) {
    return runner(allocation).map(TaskState::getStartedAt).isPresent();
  }

  /** What its node does with it, or meets, before it runs; empty: nothing to be told. */
  static Optional<String> waitsFor(Allocation allocation) {
    List<TaskEvent> events = runner(allocation).map(TaskState::getEvents).orElse(null);
    return Optional.ofNullable(events)
        .filter(known -> !known.isEmpty())
        .map(List::getLast)
        .filter(event -> !ROUTINE.contains(event.getType()))
        .map(TaskEvent::getDisplayMessage)
        .filter(message -> !message.isBlank())
        .map(message -> "on the node %s: %s".formatted(allocation.getNodeName(), message));
  }

  /** How long it ran, if it did and has ended. */
  static Optional<Duration> ranFor(Allocation allocation) {
    return runner(allocation)
        .filter(state -> state.getStartedAt() != null && state.getFinishedAt() != null)
        .map(
            state ->
                Duration.between(
                    state.getStartedAt().toInstant(), state.getFinishedAt().toInstant()));
  }

  static boolean isOver(Allocation allocation) {
    return ENDED.contains(allocation.getClientStatus())
        || runner(allocation).filter(state -> "dead".equals(state.getState())).isPresent();
  }

  static TaskExit of(TaskName name, Allocation allocation) {
    if ("lost".equals(allocation.getClientStatus())) {
      return exit(
          Cause.KILLED,
          "the node %s of the job %s is lost".formatted(allocation.getNodeName(), name),
          allocation.getClientDescription());
    }
    List<TaskEvent> events = runner(allocation).map(TaskState::getEvents).orElseGet(List::of);
    Optional<TaskEvent> terminated = last(events, "Terminated");
    boolean told = last(events, "Killing").isPresent() || last(events, "Killed").isPresent();
    if (terminated.isEmpty()) {
      return hasStarted(allocation)
          ? exit(Cause.KILLED, "the job %s was ended".formatted(name), said(events))
          : notStarted(name, allocation, events, told);
    }
    Map<String, String> details = details(terminated.get());
    int code = Integer.parseInt(details.getOrDefault("exit_code", "-1"));
    if (Boolean.parseBoolean(details.get("oom_killed"))) {
      return new TaskExit(
          code,
          Cause.OUT_OF_MEMORY,
          "the job %s used more memory than it may (exit code %d)".formatted(name, code));
    }
    if (told || !"run".equals(allocation.getDesiredStatus())) {
      return new TaskExit(code, Cause.KILLED, stopped(name, allocation));
    }
    String signal = FORCED.get(code);
    return signal == null
        ? new TaskExit(
            code, Cause.EXITED, "the job %s ended with exit code %d".formatted(name, code))
        : new TaskExit(code, Cause.KILLED, "the job %s was ended by %s".formatted(name, signal));
  }

  private static TaskExit notStarted(
      TaskName name, Allocation allocation, List<TaskEvent> events, boolean told) {
    String faults = faults(events);
    if (faults.isEmpty() && (told || !"run".equals(allocation.getDesiredStatus()))) {
      return new TaskExit(TaskExit.NO_EXIT_CODE, Cause.KILLED, stopped(name, allocation));
    }
    return exit(
        Cause.NOT_STARTED,
        "the job %s was not started on the node %s".formatted(name, allocation.getNodeName()),
        faults.isEmpty() ? said(events) : faults);
  }

  private static String stopped(TaskName name, Allocation allocation) {
    String why = allocation.getDesiredDescription();
    return "the job %s was stopped%s"
        .formatted(name, why == null || why.isBlank() ? "" : ": " + why);
  }

  /** What has happened last, for one that takes its time. */
  static String said(List<TaskEvent> events) {
    return events.isEmpty() ? "" : String.valueOf(events.getLast().getDisplayMessage());
  }

  private static String faults(List<TaskEvent> events) {
    return events.stream()
        .filter(event -> FAULTS.contains(event.getType()))
        .map(TaskEvent::getDisplayMessage)
        .filter(message -> message != null && !message.isBlank())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static Optional<TaskEvent> last(List<TaskEvent> events, String type) {
    return events.reversed().stream().filter(event -> type.equals(event.getType())).findFirst();
  }

  private static Map<String, String> details(TaskEvent event) {
    return event.getDetails() == null ? Map.of() : event.getDetails();
  }

  private static TaskExit exit(Cause cause, String what, String why) {
    return new TaskExit(
        TaskExit.NO_EXIT_CODE, cause, why == null || why.isBlank() ? what : what + ": " + why);
  }
}
