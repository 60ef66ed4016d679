package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypoint.plugin.nomad.LauncherConfig.Secrets;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A task is a batch job of its name. */
final class NomadTaskLauncher implements TaskLauncher {
  /**
   * How long a node may take, beyond the grace of the process, until it says that all has ended.
   */
  private static final Duration TO_STOP = Duration.ofMinutes(1);

  private final LauncherConfig config;
  private final NomadAccess access;

  NomadTaskLauncher(LauncherConfig config, NomadAccess access) {
    this.config = config;
    this.access = access;
  }

  @Override
  public StartedTask startTask(LaunchSpec spec, TaskContext context)
      throws TaskException, InterruptedException {
    return with(
        nomad -> {
          start(nomad, spec);
          return new StartedTask(spec.name().value());
        });
  }

  private void start(Nomad nomad, LaunchSpec spec) throws NomadFault, InterruptedException {
    Jobs jobs = new Jobs(nomad);
    if (jobs.find(spec.name()).isPresent()) {
      return;
    }
    JobSpec made = new JobSpec(spec, config, access);
    ObjectNode job = made.json();
    if (config.job().isPresent()) {
      jobs.validate(job);
    }
    if (config.secrets() == Secrets.VARIABLE) {
      new Variables(nomad).write(spec.name(), made.environment());
    }
    try {
      jobs.register(job);
    } catch (NomadFault e) {
      if (!e.isConflict()) {
        throw e;
      }
    }
  }

  @Override
  public TaskExit watchTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    return with(nomad -> new TaskWatch(nomad, config, name, context).watch());
  }

  @Override
  public void stopTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    with(
        nomad -> {
          Jobs jobs = new Jobs(nomad);
          if (jobs.find(name).isPresent()) {
            jobs.stop(name);
            jobs.awaitEnd(name, config.stopTimeout().plus(TO_STOP));
            jobs.purge(name);
          }
          new Variables(nomad).remove(name);
          return name;
        });
  }

  @Override
  public List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
      throws TaskException, InterruptedException {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels are empty");
    }
    return with(nomad -> new Jobs(nomad).labelled(labels));
  }

  private <T> T with(Work<T> work) throws TaskException, InterruptedException {
    try (Nomad nomad = Nomad.connect(access)) {
      return work.on(nomad);
    } catch (NomadFault e) {
      throw e.toTaskException();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Nomad nomad) throws NomadFault, InterruptedException;
  }
}
