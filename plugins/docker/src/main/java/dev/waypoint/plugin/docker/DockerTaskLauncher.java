package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.task.TaskProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task is a container of its name. It stays until {@link #stopTask} removes it. */
final class DockerTaskLauncher implements TaskLauncher {
  /**
   * How long a daemon may take that makes or removes a container of the name, for a call that was
   * lost midway.
   */
  private static final Duration BEING_MADE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final LauncherConfig config;

  DockerTaskLauncher(LauncherConfig config) {
    this.config = config;
  }

  @Override
  public StartedTask startTask(LaunchSpec spec, TaskContext context)
      throws TaskException, InterruptedException {
    return with(docker -> start(docker, spec, context));
  }

  /** Asks for as little as possible first: a job waits for every answer of the daemon. */
  private StartedTask start(Docker docker, LaunchSpec spec, TaskContext context)
      throws DockerFault, InterruptedException {
    Containers containers = new Containers(docker);
    Instant latest = Instant.now().plus(BEING_MADE);
    Optional<String> made = make(docker, spec, context);
    while (made.isEmpty()) {
      Optional<InspectContainerResponse> present = containers.find(spec.name().value());
      if (present.isPresent()) {
        requireOurs(present.get(), spec.name());
        if (!"created".equals(present.get().getState().getStatus())) {
          return new StartedTask(present.get().getId());
        }
        made = present.map(InspectContainerResponse::getId);
      } else if (Instant.now().isAfter(latest)) {
        throw DockerFault.refused("start the container " + spec.name(), "only its name is there");
      } else {
        Thread.sleep(BETWEEN_LOOKS);
        made = make(docker, spec, context);
      }
    }
    new Networks(docker).connect(made.get(), config.networks());
    containers.start(made.get());
    return new StartedTask(made.get());
  }

  /** Makes the container, with its image where that is missing; empty: there is one. */
  private Optional<String> make(Docker docker, LaunchSpec spec, TaskContext context)
      throws DockerFault, InterruptedException {
    ImageReference image = reference(spec.image());
    Images images = new Images(docker, context.terminal());
    if (config.forcePull()) {
      if (new Containers(docker).find(spec.name().value()).isPresent()) {
        return Optional.empty();
      }
      pull(images, image, context.progress());
    }
    String network =
        config.network().isPresent() ? config.network().get() : new Networks(docker).shared();
    try {
      return create(docker, spec, image, network);
    } catch (DockerFault e) {
      if (!e.isNotFound()) {
        throw e;
      }
      if (images.find(image.toString()).isEmpty()) {
        pull(images, image, context.progress());
      }
      return create(docker, spec, image, network);
    }
  }

  private void pull(Images images, ImageReference image, TaskProgress progress)
      throws DockerFault, InterruptedException {
    progress.waits("Docker pulls the image " + image);
    images.ensure(image, true, config.auth());
    progress.waits("");
  }

  private Optional<String> create(
      Docker docker, LaunchSpec spec, ImageReference image, String network)
      throws DockerFault, InterruptedException {
    try {
      return Optional.of(
          docker
              .finish(
                  "make the container " + spec.name(),
                  client ->
                      new TaskContainer(spec, config)
                          .describe(client, image.toString(), network)
                          .exec())
              .getId());
    } catch (DockerFault e) {
      if (e.isConflict()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ImageReference reference(String image) throws DockerFault {
    try {
      return ImageReference.parse(image);
    } catch (IllegalArgumentException e) {
      throw DockerFault.lasting(e.getMessage());
    }
  }

  private static void requireOurs(InspectContainerResponse container, TaskName name)
      throws DockerFault {
    Map<String, String> labels = container.getConfig().getLabels();
    if (labels == null || !name.value().equals(labels.get(TaskContainer.TASK_LABEL))) {
      throw DockerFault.lasting(
          "there is a container named %s that is not a task: it has no label %s=%s"
              .formatted(name, TaskContainer.TASK_LABEL, name));
    }
  }

  @Override
  public TaskExit watchTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    return with(docker -> new TaskWatch(docker, name.value(), context).watch());
  }

  @Override
  public void stopTask(TaskName name, TaskContext context)
      throws TaskException, InterruptedException {
    with(
        docker -> {
          Containers containers = new Containers(docker);
          Optional<InspectContainerResponse> container = containers.find(name.value());
          if (container.isPresent()) {
            requireOurs(container.get(), name);
            containers.stop(container.get().getId(), config.stopTimeout());
            if (!config.debugContainers()) {
              containers.remove(container.get().getId());
            }
          }
          return name;
        });
  }

  @Override
  public List<TaskName> listTasks(Map<String, String> labels, TaskContext context)
      throws TaskException, InterruptedException {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels are empty");
    }
    return with(
        docker ->
            new Containers(docker)
                .labelled(new HashMap<>(labels)).stream()
                    .map(container -> container.getLabels().get(TaskContainer.TASK_LABEL))
                    .filter(name -> name != null)
                    .map(TaskName::new)
                    .toList());
  }

  private <T> T with(Work<T> work) throws TaskException, InterruptedException {
    try (Docker docker = Docker.connect(config.clientConfig())) {
      return work.on(docker);
    } catch (DockerFault e) {
      throw e.toTaskException();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Docker docker) throws DockerFault, InterruptedException;
  }
}
