package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task is a job of its name, and a secret of that name that belongs to the job. */
final class KubernetesTaskLauncher implements TaskLauncher {
  private final LauncherConfig config;

  KubernetesTaskLauncher(LauncherConfig config) {
    this.config = config;
  }

  @Override
  public StartedTask startTask(LaunchSpec spec, TaskContext context)
      throws TaskException, InterruptedException {
    return with(
        cluster -> {
          Tasks tasks = new Tasks(cluster);
          TaskJob wanted = new TaskJob(spec, config);
          Optional<Job> present = tasks.find(spec.name());
          Job job = present.isPresent() ? present.get() : tasks.create(wanted.job());
          if (!Tasks.hasEnded(job)) {
            tasks.put(wanted.secret(job));
          }
          return new StartedTask(cluster.namespace() + "/" + job.getMetadata().getName());
        });
  }

  @Override
  public TaskExit watchTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    return with(cluster -> new TaskWatch(cluster, config, name, context).watch());
  }

  @Override
  public void stopTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    with(
        cluster -> {
          new TaskStop(cluster, config, name).stop();
          return name;
        });
  }

  @Override
  public List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
      throws TaskException, InterruptedException {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels are empty");
    }
    return with(cluster -> new Tasks(cluster).labelled(labels));
  }

  private <T> T with(Work<T> work) throws TaskException, InterruptedException {
    try (Cluster cluster =
        Cluster.connect(config.kubeconfig(), config.context(), config.namespace())) {
      return work.on(cluster);
    } catch (KubeFault e) {
      throw e.toTaskException();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Cluster cluster) throws KubeFault, InterruptedException;
  }
}
