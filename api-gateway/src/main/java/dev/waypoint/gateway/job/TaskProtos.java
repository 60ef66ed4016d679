package dev.waypoint.gateway.job;

import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.task.TaskRow;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Task;

/** Tasks as clients see them. */
final class TaskProtos {
  private TaskProtos() {}

  static Task of(TaskRow row) {
    Task.Builder task =
        Task.newBuilder()
            .setId(row.id())
            .setName(row.name())
            .setState(row.state())
            .setWarm(row.warm())
            .setAttempt(row.attempt())
            .setProfile(row.profileName())
            .setPluginType(row.pluginType())
            .setRunnerId(row.runner().value())
            .setCreateTime(Protos.time(row.createdAt()));
    row.job().ifPresent(job -> task.setJobId(job.value()));
    row.launcher().ifPresent(launcher -> task.setLauncher(launcher.value()));
    row.resource().ifPresent(task::setResource);
    row.exitCode().ifPresent(task::setExitCode);
    row.reason().ifPresent(task::setReason);
    row.startedAt().ifPresent(at -> task.setStartTime(Protos.time(at)));
    row.exitedAt().ifPresent(at -> task.setExitTime(Protos.time(at)));
    row.stoppedAt().ifPresent(at -> task.setStopTime(Protos.time(at)));
    row.summary()
        .ifPresent(
            job ->
                task.setApplication(
                        ApplicationRef.newBuilder()
                            .setProject(job.project())
                            .setApplication(job.application()))
                    .setWorkspace(job.workspace())
                    .setOperation(job.operation()));
    return task.build();
  }
}
