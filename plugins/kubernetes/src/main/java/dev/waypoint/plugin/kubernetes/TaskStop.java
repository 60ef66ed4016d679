package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.TaskName;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Ends one task and removes what it stands on. */
final class TaskStop {
  private static final Duration POLL = Duration.ofMillis(250);

  /** How long the node may take, beyond the grace of the process, until it says that it ended. */
  private static final Duration NODE = Duration.ofSeconds(5);

  /** How long the cluster may take to remove a pod that is no longer waited for. */
  private static final Duration FORCED = Duration.ofSeconds(5);

  private final Tasks tasks;
  private final LauncherConfig config;
  private final TaskName name;

  TaskStop(Cluster cluster, LauncherConfig config, TaskName name) {
    this.tasks = new Tasks(cluster);
    this.config = config;
    this.name = name;
  }

  /** The job goes first, so that no further pod is made. */
  void stop() throws KubeFault, InterruptedException {
    if (tasks.find(name).isPresent()) {
      tasks.deleteJob(name);
    }
    long grace = config.stopTimeout().toSeconds();
    for (Pod pod : tasks.pods(name)) {
      // To a pod that is being deleted already the call only shortens its grace.
      tasks.deletePod(pod, grace);
    }
    if (!areGone(config.stopTimeout().plus(NODE))) {
      for (Pod pod : tasks.pods(name)) {
        tasks.deletePod(pod, 0);
      }
      if (!areGone(FORCED)) {
        throw KubeFault.passing(
            "the pod of %s was deleted and is still there: does something else hold it, such as a finalizer?"
                .formatted(name));
      }
    }
    tasks.deleteSecret(name);
  }

  private boolean areGone(Duration within) throws KubeFault, InterruptedException {
    Instant latest = Instant.now().plus(within);
    while (true) {
      List<Pod> left = tasks.pods(name);
      if (left.isEmpty()) {
        return true;
      }
      if (Instant.now().isAfter(latest)) {
        return false;
      }
      Thread.sleep(POLL);
    }
  }
}
