package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.WaitResponse;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Follows one container to its end. */
final class TaskWatch {
  private static final Duration BETWEEN_READS = Duration.ofMillis(500);

  private final Docker docker;
  private final String name;
  private final Terminal terminal;
  private final TaskProgress progress;

  TaskWatch(Docker docker, String name, TaskContext context) {
    this.docker = docker;
    this.name = name;
    this.terminal = context.terminal();
    this.progress = context.progress();
  }

  TaskExit watch() throws DockerFault, InterruptedException {
    Containers containers = new Containers(docker);
    Optional<InspectContainerResponse> container = containers.find(name);
    if (container.isEmpty()) {
      return ContainerExit.gone(name);
    }
    if (!"created".equals(container.get().getState().getStatus())) {
      progress.runs();
    }
    String id = container.get().getId();
    // The code is waited for beside the output, as the container may be removed as soon as it ends.
    try (Exit exit = new Exit()) {
      docker.run(
          "wait for the container " + name, client -> client.waitContainerCmd(id).exec(exit));
      LogFollower log = new LogFollower(docker, id, terminal);
      while (follow(log)) {
        Optional<ContainerState> state =
            containers.find(id).map(InspectContainerResponse::getState);
        if (state.isEmpty()) {
          OptionalInt code = exit.code();
          return code.isPresent()
              ? ContainerExit.ofCode(name, code.getAsInt())
              : ContainerExit.gone(name);
        }
        if (!Boolean.TRUE.equals(state.get().getRunning())) {
          readRest(log);
          return ContainerExit.of(name, state.get());
        }
        Thread.sleep(BETWEEN_READS);
      }
      docker.run("wait for the container " + name, _ -> exit.awaitCompletion());
      return containers
          .find(id)
          .map(ended -> ContainerExit.of(name, ended.getState()))
          .orElseGet(() -> ContainerExit.ofCode(name, exit.code().orElse(TaskExit.NO_EXIT_CODE)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A busy daemon may end a stream with its container, before everything was read. */
  private static void readRest(LogFollower log) throws DockerFault, InterruptedException {
    try {
      log.readWritten();
    } catch (DockerFault e) {
      if (!isBeingRemoved(e)) {
        throw e;
      }
    }
  }

  /** A container that is marked for removal shows no output any more. */
  private static boolean isBeingRemoved(DockerFault fault) {
    return fault.isNotFound() || fault.isConflict();
  }

  /** False: this container's output cannot be read. */
  private boolean follow(LogFollower log) throws DockerFault, InterruptedException {
    try {
      log.follow();
      return true;
    } catch (DockerFault e) {
      if (isBeingRemoved(e)) {
        return true;
      }
      if (e.getMessage().contains("does not support reading")) {
        terminal.line(Style.WARNING, e.getMessage());
        return false;
      }
      throw e;
    }
  }

  private static final class Exit extends Callback<WaitResponse> {
    private volatile Integer code;

    @Override
    public void onNext(WaitResponse response) {
      code = response.getStatusCode();
    }

    OptionalInt code() {
      return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }
  }
}
