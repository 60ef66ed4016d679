package dev.waypoint.plugin.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from a pod how far it is. */
record PodState(Pod pod) {
  /** What waiting does not change. */
  private static final Set<String> LASTING =
      Set.of("InvalidImageName", "ErrImageNeverPull", "CreateContainerError", "RunContainerError");

  private static final Set<String> PULL = Set.of("ErrImagePull", "ImagePullBackOff");

  /** What a registry says, or a node of it, that another try does not change. */
  private static final List<String> REFUSED =
      List.of(
          "not found",
          "manifest unknown",
          "denied",
          "unauthorized",
          "forbidden",
          "no such host",
          "failed to authorize",
          "no match for platform");

  /** The runner's container has run, or runs. */
  boolean hasOutput() {
    return container().map(status -> status.getState() != null && ran(status)).orElse(false);
  }

  private static boolean ran(ContainerStatus status) {
    return status.getState().getRunning() != null || status.getState().getTerminated() != null;
  }

  /** How the runner's process ended, if it has. */
  Optional<ContainerStateTerminated> terminated() {
    return state().map(ContainerState::getTerminated).filter(Objects::nonNull);
  }

  /** No process of it runs any more, or ever will. */
  boolean isOver() {
    return terminated().isPresent() || Set.of("Failed", "Succeeded").contains(phase());
  }

  boolean isBeingDeleted() {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** How long its processes may take to end, once it is deleted. */
  Duration deletionGrace() {
    Long seconds = pod.getMetadata().getDeletionGracePeriodSeconds();
    return Duration.ofSeconds(seconds == null ? 0 : seconds);
  }

  /** Empty: it has no place yet. */
  Optional<String> node() {
    return Optional.ofNullable(pod.getSpec().getNodeName());
  }

  String phase() {
    return pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
  }

  /** The platform's reason and its words, of a pod that does not run. */
  Optional<String> waitsFor() {
    return initial()
        .or(() -> waiting(container()))
        .or(() -> condition("PodScheduled").map(PodState::words));
  }

  /** Why it can never run: no reason to wait until the time for that is over. */
  Optional<String> neverRuns() {
    return Stream.concat(
            statuses(true).map(Optional::of).flatMap(status -> waitingState(status).stream()),
            waitingState(container()).stream())
        .filter(PodState::isLasting)
        .findFirst()
        .map(waiting -> words(waiting.getReason(), waiting.getMessage()));
  }

  private static boolean isLasting(ContainerStateWaiting waiting) {
    String said = String.valueOf(waiting.getMessage()).toLowerCase(Locale.ROOT);
    return LASTING.contains(waiting.getReason())
        || PULL.contains(waiting.getReason()) && REFUSED.stream().anyMatch(said::contains)
        || "CreateContainerConfigError".equals(waiting.getReason())
            && said.contains("runasnonroot");
  }

  /** Who or what removed it: an eviction, a preemption, a node that is not heard from. */
  Optional<String> disruption() {
    if (pod.getStatus() != null && pod.getStatus().getReason() != null) {
      return Optional.of(words(pod.getStatus().getReason(), pod.getStatus().getMessage()));
    }
    return condition("DisruptionTarget").map(PodState::words);
  }

  private Optional<String> initial() {
    return statuses(true)
        .filter(status -> status.getState() != null && status.getState().getTerminated() == null)
        .findFirst()
        .flatMap(status -> waiting(Optional.of(status)));
  }

  private static Optional<String> waiting(Optional<ContainerStatus> status) {
    return waitingState(status).map(waiting -> words(waiting.getReason(), waiting.getMessage()));
  }

  private static Optional<ContainerStateWaiting> waitingState(Optional<ContainerStatus> status) {
    return status
        .map(ContainerStatus::getState)
        .map(ContainerState::getWaiting)
        .filter(waiting -> waiting.getReason() != null);
  }

  private Optional<ContainerState> state() {
    return container().map(ContainerStatus::getState);
  }

  private Optional<ContainerStatus> container() {
    return statuses(false).filter(status -> TaskJob.CONTAINER.equals(status.getName())).findFirst();
  }

  private Stream<ContainerStatus> statuses(boolean initial) {
    if (pod.getStatus() == null) {
      return Stream.empty();
    }
    List<ContainerStatus> statuses =
        initial
            ? pod.getStatus().getInitContainerStatuses()
            : pod.getStatus().getContainerStatuses();
    return statuses == null ? Stream.empty() : statuses.stream();
  }

  private Optional<PodCondition> condition(String type) {
    if (pod.getStatus() == null || pod.getStatus().getConditions() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> condition.getReason() != null)
        .findFirst();
  }

  private static String words(PodCondition condition) {
    return words(condition.getReason(), condition.getMessage());
  }

  private static String words(String reason, String message) {
    return message == null || message.isBlank() ? reason : reason + ": " + message.strip();
  }
}
