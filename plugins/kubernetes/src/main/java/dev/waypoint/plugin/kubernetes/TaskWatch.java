package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.task.TaskProgress;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Follows one task to its end. */
final class TaskWatch {
  /** While nothing is heard, how often the job is asked for, and a broken stream made again. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** Refusals that time changes: a full quota, and what the cluster has yet to look after. */
  private static final List<String> PASSING =
      List.of("exceeded quota", "status unknown for quota", "serviceaccount \"default\" not found");

  /** A node that is heard from tells of the end of a deleted pod so soon after its grace. */
  private static final Duration NODE = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final LauncherConfig config;
  private final TaskName name;
  private final Terminal terminal;
  private final TaskProgress progress;
  private final Tasks tasks;
  private String told = "";
  private Optional<Instant> deleted = Optional.empty();

  TaskWatch(Cluster cluster, LauncherConfig config, TaskName name, TaskContext context) {
    this.cluster = cluster;
    this.config = config;
    this.name = name;
    this.terminal = context.terminal();
    this.progress = context.progress();
    this.tasks = new Tasks(cluster);
  }

  TaskExit watch() throws KubeFault, InterruptedException {
    Optional<Job> job = tasks.find(name);
    if (job.isEmpty()) {
      return gone();
    }
    Instant latest = made(job.get()).plus(config.startupTimeout());
    try (PodFeed feed = PodFeed.open(cluster, name)) {
      while (true) {
        long changes = feed.changes();
        Optional<PodState> pod = feed.pod().map(PodState::new);
        if (pod.filter(PodState::hasOutput).isPresent()) {
          progress.runs();
          return run(feed);
        }
        if (feed.isDeleted()) {
          return run(feed);
        }
        if (pod.filter(PodState::isOver).isPresent()) {
          return PodEnd.of(name, pod.get());
        }
        if (pod.filter(this::isNodeSilent).isPresent()) {
          return silent(pod.get());
        }
        Optional<TaskExit> end = pod.isPresent() ? pending(pod.get()) : withoutPod();
        if (end.isPresent()) {
          return end.get();
        }
        if (Instant.now().isAfter(latest)) {
          return PodEnd.notStarted(name, overdue(pod));
        }
        feed.await(changes, LOOK);
      }
    }
  }

  private Optional<TaskExit> pending(PodState pod) {
    tell(pod.waitsFor().orElse(""));
    return pod.neverRuns().map(why -> PodEnd.notStarted(name, withImage(pod.pod(), why)));
  }

  /** The cluster has not made the pod, and says why only beside the job. */
  private Optional<TaskExit> withoutPod() throws KubeFault, InterruptedException {
    Optional<Job> job = tasks.find(name);
    if (job.isEmpty()) {
      return Optional.of(gone());
    }
    if (Tasks.hasEnded(job.get())) {
      return Optional.of(
          new TaskExit(
              TaskExit.NO_EXIT_CODE,
              Cause.GONE,
              "the job %s has ended, and its pod is gone".formatted(name)));
    }
    Optional<String> warning = tasks.lastWarning(job.get()).map(Event::getMessage);
    tell(warning.orElse(""));
    return warning
        .filter(said -> said.contains("forbidden") && PASSING.stream().noneMatch(said::contains))
        .map(said -> PodEnd.notStarted(name, said));
  }

  private TaskExit run(PodFeed feed) throws KubeFault, InterruptedException {
    try (LogFollower log = new LogFollower(cluster, feed.pod().orElseThrow(), terminal)) {
      while (true) {
        long changes = feed.changes();
        PodState pod = new PodState(feed.pod().orElseThrow());
        if (feed.isDeleted()) {
          return PodEnd.gone(name, pod);
        }
        if (pod.isOver()) {
          if (pod.terminated().isPresent()) {
            complete(log, feed);
          }
          return PodEnd.of(name, pod);
        }
        if (isNodeSilent(pod)) {
          return silent(pod);
        }
        log.follow();
        feed.await(changes, LOOK);
      }
    }
  }

  /**
   * The cluster cannot remove the pod of a lost node, and would keep it in deletion until the node
   * is back or is removed itself.
   */
  private boolean isNodeSilent(PodState pod) {
    if (!pod.isBeingDeleted()) {
      return false;
    }
    Instant since = deleted.orElseGet(Instant::now);
    deleted = Optional.of(since);
    return Instant.now().isAfter(since.plus(pod.deletionGrace()).plus(NODE));
  }

  private TaskExit silent(PodState pod) throws KubeFault, InterruptedException {
    Optional<String> warning =
        tasks
            .lastWarning(pod.pod())
            .map(event -> "%s: %s".formatted(event.getReason(), event.getMessage()));
    return PodEnd.silent(name, pod, warning);
  }

  /** A pod that is removed meanwhile takes its output with it. */
  private void complete(LogFollower log, PodFeed feed) throws KubeFault, InterruptedException {
    try {
      log.complete(LAST_WORDS);
    } catch (KubeFault e) {
      PodState pod = new PodState(feed.pod().orElseThrow());
      if (!e.isNotFound() && !feed.isDeleted() && !pod.isBeingDeleted()) {
        throw e;
      }
    }
  }

  /** That its node makes the container is no reason, but the end of those before. */
  private void tell(String said) {
    String reason = said.startsWith("ContainerCreating") ? "" : said;
    progress.waits(reason);
    if (!reason.isEmpty()) {
      told = reason;
    }
  }

  private String overdue(Optional<PodState> pod) {
    String why =
        pod.flatMap(PodState::waitsFor)
            .map(said -> withImage(pod.get().pod(), said))
            .orElse(told.isEmpty() ? "the cluster gives no reason" : told);
    return "not after %d s, which watchtask_startup_timeout_seconds allows; %s"
        .formatted(config.startupTimeoutSeconds(), why);
  }

  private static String withImage(Pod pod, String why) {
    return pod.getSpec().getContainers().stream()
        .filter(container -> TaskJob.CONTAINER.equals(container.getName()))
        .map(container -> container.getImage())
        .filter(image -> !why.contains(image))
        .findFirst()
        .map(image -> "%s (image %s)".formatted(why, image))
        .orElse(why);
  }

  private static Instant made(Job job) {
    String time = job.getMetadata().getCreationTimestamp();
    return time == null ? Instant.now() : Instant.parse(time);
  }

  private TaskExit gone() {
    return new TaskExit(TaskExit.NO_EXIT_CODE, Cause.GONE, "there is no task %s".formatted(name));
  }
}
