package dev.waypoint.plugin.ecs;

import dev.waypoint.plugin.ecs.LauncherConfig.Secrets;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** A task is a task definition of its name and one ECS task of that definition. */
final class EcsTaskLauncher implements TaskLauncher {
  /** How long ECS may take, beyond the grace of the process, until it says that it has ended. */
  private static final Duration TO_STOP = Duration.ofMinutes(2);

  private final LauncherConfig config;
  private final Connection connection;
  private final Pace pace;

  EcsTaskLauncher(LauncherConfig config, Connection connection, Pace pace) {
    this.config = config;
    this.connection = connection;
    this.pace = pace;
  }

  @Override
  public StartedTask startTask(LaunchSpec spec, TaskContext context)
      throws TaskException, InterruptedException {
    return with(aws -> new StartedTask(start(aws, spec).taskArn()));
  }

  private Task start(Aws aws, LaunchSpec spec) throws AwsFault, InterruptedException {
    Tasks tasks = new Tasks(aws, config.cluster());
    Definitions definitions = new Definitions(aws);
    TaskRequests requests = new TaskRequests(spec, config);
    Optional<TaskDefinition> defined = definitions.find(spec.name());
    if (defined.isPresent()) {
      Optional<Task> present = tasks.find(spec.name());
      if (present.isPresent()) {
        return present.get();
      }
    } else {
      TaskDefinition made = definitions.register(requests.definition(new Roles(aws), aws.region()));
      // A call at the same time may have registered one too: both run the first.
      defined = definitions.find(spec.name()).or(() -> Optional.of(made));
    }
    if (config.secrets() == Secrets.PARAMETER) {
      new Parameters(aws, spec.name().value()).put(spec.environment());
    }
    RunTaskRequest request = requests.run(defined.orElseThrow());
    try {
      return tasks.run(spec.name(), request);
    } catch (AwsFault e) {
      if (!e.is("ConflictException")) {
        throw e;
      }
      return tasks.find(spec.name()).orElseThrow(() -> e);
    }
  }

  @Override
  public TaskExit watchTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    return with(aws -> new TaskWatch(aws, config, pace, name, context).watch());
  }

  @Override
  public void stopTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    with(
        aws -> {
          stopAll(new Tasks(aws, config.cluster()), name);
          new Definitions(aws).remove(name);
          if (config.secrets() == Secrets.PARAMETER) {
            new Parameters(aws, name.value()).remove();
          }
          if (!config.keepLogs()) {
            LogReader.remove(aws, config.logGroup(), name);
          }
          return name;
        });
  }

  /** Also those that a start which runs at the same time has made meanwhile. */
  private void stopAll(Tasks tasks, TaskName name) throws AwsFault, InterruptedException {
    Instant latest = Instant.now().plus(config.stopTimeout()).plus(TO_STOP);
    Set<String> told = new HashSet<>();
    while (true) {
      for (String arn : tasks.running(name)) {
        if (told.add(arn)) {
          tasks.stop(arn);
        }
      }
      boolean ended = tasks.all(name, told).stream().allMatch(TaskEnd::processesEnded);
      if (ended) {
        return;
      }
      if (Instant.now().isAfter(latest)) {
        throw AwsFault.passing("the task %s was told to stop and still runs".formatted(name), null);
      }
      Thread.sleep(pace.poll());
    }
  }

  @Override
  public List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
      throws TaskException, InterruptedException {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels are empty");
    }
    Map<String, String> tags = new HashMap<>(Tags.encode(labels));
    tags.put(Tags.CLUSTER, Tags.cluster(config));
    return with(aws -> new Definitions(aws).tagged(tags));
  }

  private <T> T with(Work<T> work) throws TaskException, InterruptedException {
    try (Aws aws = connection.open()) {
      return work.on(aws);
    } catch (AwsFault e) {
      throw e.toTaskException();
    }
  }

  /** Connects to AWS. */
  @FunctionalInterface
  interface Connection {
    Aws open() throws AwsFault;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Aws aws) throws AwsFault, InterruptedException;
  }
}
