package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.TaskName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The pod of a task, as the API server tells of its changes; a broken connection is made again. */
final class PodFeed implements AutoCloseable, ResourceEventHandler<Pod> {
  private final SharedIndexInformer<Pod> informer;
  private Pod pod;
  private boolean deleted;
  private long changes;

  private PodFeed(Cluster cluster, TaskName name) throws KubeFault, InterruptedException {
    informer =
        cluster.call(
            "watch the pods of " + name,
            client ->
                client
                    .pods()
                    .inNamespace(cluster.namespace())
                    .withLabel(Labels.TASK, name.value())
                    .inform(this));
  }

  static PodFeed open(Cluster cluster, TaskName name) throws KubeFault, InterruptedException {
    return new PodFeed(cluster, name);
  }

  /** As it was last seen; empty while there was none yet. */
  synchronized Optional<Pod> pod() {
    return Optional.ofNullable(pod);
  }

  /** It was there, and is gone. */
  synchronized boolean isDeleted() {
    return deleted;
  }

  synchronized long changes() {
    return changes;
  }

  /**
   * Returns when something has changed since that number of changes, at the latest after a time.
   */
  synchronized void await(long since, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos(); changes == since && left > 0; ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  @Override
  public void onAdd(Pod added) {
    changed(added, false);
  }

  @Override
  public void onUpdate(Pod before, Pod now) {
    changed(now, false);
  }

  @Override
  public void onDelete(Pod last, boolean finalStateUnknown) {
    changed(last, true);
  }

  private synchronized void changed(Pod now, boolean gone) {
    boolean other = pod != null && !pod.getMetadata().getUid().equals(now.getMetadata().getUid());
    if (other) {
      return;
    }
    pod = now;
    deleted = gone;
    changes++;
    notifyAll();
  }

  @Override
  public void close() {
    informer.close();
  }
}
