package dev.waypoint.plugin.ecs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** A task whose container is a process of this machine. */
final class TestingTask {
  private final RunTaskRequest request;
  private final TaskDefinition definition;
  private final TestingLogs logs;
  private Task state;
  private Process process;

  TestingTask(
      String arn,
      RunTaskRequest request,
      TaskDefinition definition,
      TestingLogs logs,
      Instant createdAt) {
    this.request = request;
    this.definition = definition;
    this.logs = logs;
    this.state =
        Task.builder()
            .taskArn(arn)
            .lastStatus("PROVISIONING")
            .desiredStatus("RUNNING")
            .createdAt(createdAt)
            .containers(
                Container.builder()
                    .name(Names.CONTAINER)
                    .image(definition.containerDefinitions().getFirst().image())
                    .build())
            .build();
  }

  String family() {
    return definition.family();
  }

  boolean startedBy(String who) {
    return who.equals(request.startedBy());
  }

  synchronized Task describe() {
    return state;
  }

  /** Changes what ECS tells of it. */
  synchronized void set(UnaryOperator<Task> change) {
    state = change.apply(state);
  }

  void run() {
    ContainerDefinition container = definition.containerDefinitions().getFirst();
    if (!TestingEcs.IMAGE.equals(container.image())) {
      end(
          TaskStopCode.TASK_FAILED_TO_START,
          "Task failed to start",
          null,
          "CannotPullContainerError: failed to resolve ref " + container.image() + ": not found");
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(container.entryPoint().stream(), container.command().stream())
                    .toList())
            .redirectErrorStream(true);
    container
        .environment()
        .forEach(variable -> builder.environment().put(variable.name(), variable.value()));
    try {
      process = builder.start();
    } catch (IOException e) {
      end(
          TaskStopCode.TASK_FAILED_TO_START,
          "Task failed to start",
          null,
          "CannotStartContainerError: " + e.getMessage());
      return;
    }
    set(task -> task.toBuilder().lastStatus("RUNNING").startedAt(Instant.now()).build());
    Thread.ofVirtual().start(this::follow);
  }

  private void follow() {
    try (InputStream output = process.getInputStream()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] some = new byte[8192];
      for (int count; (count = output.read(some)) >= 0; ) {
        for (int i = 0; i < count; i++) {
          if (some[i] == '\n') {
            log(line);
          } else {
            line.write(some[i]);
          }
        }
      }
      log(line);
      int code = process.waitFor();
      if (describe().stopCode() == null) {
        end(
            TaskStopCode.ESSENTIAL_CONTAINER_EXITED,
            "Essential container in task exited",
            code,
            null);
      } else {
        end(describe().stopCode(), describe().stoppedReason(), code, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void log(ByteArrayOutputStream line) {
    if (line.size() > 0) {
      var options = definition.containerDefinitions().getFirst().logConfiguration().options();
      String id = state.taskArn().substring(state.taskArn().lastIndexOf('/') + 1);
      logs.add(
          options.get("awslogs-group"),
          "%s/%s/%s".formatted(options.get("awslogs-stream-prefix"), Names.CONTAINER, id),
          line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
  }

  /** Returns at once, as ECS does. */
  void stop(String reason) {
    set(
        task ->
            task.toBuilder()
                .desiredStatus("STOPPED")
                .stopCode(TaskStopCode.USER_INITIATED)
                .stoppedReason(reason)
                .build());
    if (process == null) {
      end(TaskStopCode.USER_INITIATED, reason, null, null);
      return;
    }
    Thread.ofVirtual().start(this::kill);
  }

  /** Ends the process without a word to ECS. */
  void killProcess() {
    List<ProcessHandle> children = process.descendants().toList();
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    // Through the handle, as this leaves the output readable.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.toHandle().destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private void end(TaskStopCode code, String reason, Integer exitCode, String containerReason) {
    set(
        task ->
            task.toBuilder()
                .lastStatus("STOPPED")
                .desiredStatus("STOPPED")
                .stopCode(code)
                .stoppedReason(reason)
                .stoppedAt(Instant.now())
                .containers(
                    task.containers().getFirst().toBuilder()
                        .exitCode(exitCode)
                        .reason(containerReason)
                        .build())
                .build());
  }
}
