package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from a pod how its task ended. */
final class PodEnd {
  private static final Map<Integer, String> SIGNALS = Map.of(137, "SIGKILL", 143, "SIGTERM");

  /** The runtime could not start the process, so that the code is not the process's own. */
  private static final Set<String> NO_PROCESS = Set.of("StartError", "ContainerCannotRun");

  private PodEnd() {}

  static TaskExit of(TaskName name, PodState pod) {
    Optional<ContainerStateTerminated> ended = pod.terminated();
    if (ended.isEmpty()) {
      return killed(
          name,
          TaskExit.NO_EXIT_CODE,
          pod.disruption().orElse("the pod is %s".formatted(pod.phase())));
    }
    int code = ended.get().getExitCode();
    String reason = String.valueOf(ended.get().getReason());
    String said = ended.get().getMessage() == null ? "" : ": " + ended.get().getMessage().strip();
    if ("OOMKilled".equals(reason)) {
      return new TaskExit(
          code,
          Cause.OUT_OF_MEMORY,
          "the task %s used more memory than it may (OOMKilled%s)".formatted(name, said));
    }
    if (NO_PROCESS.contains(reason)) {
      return new TaskExit(
          TaskExit.NO_EXIT_CODE,
          Cause.NOT_STARTED,
          "the task %s was not started: %s%s".formatted(name, reason, said));
    }
    if (pod.disruption().isPresent()) {
      return killed(name, code, pod.disruption().get());
    }
    if (pod.isBeingDeleted()) {
      return killed(name, code, "its pod was deleted");
    }
    if (SIGNALS.containsKey(code)) {
      return killed(name, code, "ended by %s%s".formatted(SIGNALS.get(code), said));
    }
    return new TaskExit(
        code, Cause.EXITED, "the task %s ended with exit code %d%s".formatted(name, code, said));
  }

  /** The pod is no longer there, and had not ended when it was last seen. */
  static TaskExit gone(TaskName name, PodState last) {
    return last.isOver()
        ? of(name, last)
        : killed(name, TaskExit.NO_EXIT_CODE, last.disruption().orElse("its pod was deleted"));
  }

  /**
   * The pod was deleted, and its node has not said within its time that it has ended.
   *
   * @param more what the cluster says of it, besides what stands in the pod
   */
  static TaskExit silent(TaskName name, PodState pod, Optional<String> more) {
    String reasons =
        Stream.of(pod.disruption(), more)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return killed(
        name,
        TaskExit.NO_EXIT_CODE,
        "its pod was deleted, and its node %s does not say that it has ended%s"
            .formatted(pod.node().orElse(""), reasons.isEmpty() ? "" : ": " + reasons));
  }

  static TaskExit notStarted(TaskName name, String why) {
    return new TaskExit(
        TaskExit.NO_EXIT_CODE,
        Cause.NOT_STARTED,
        "the task %s was not started: %s".formatted(name, why));
  }

  private static TaskExit killed(TaskName name, int code, String why) {
    return new TaskExit(code, Cause.KILLED, "the task %s was stopped: %s".formatted(name, why));
  }
}
