package dev.waypoint.benchmarks;

import com.google.protobuf.ByteString;
import dev.waypoint.protocol.v1.ListTasksRequest;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ProfileServiceGrpc;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.protocol.v1.TaskServiceGrpc;
import dev.waypoint.protocol.v1.TaskServiceGrpc.TaskServiceBlockingStub;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The profile of on-demand jobs, with or without runners that are started ahead. */
final class Pool {
  static final int SIZE = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Stage stage;
  private final LaunchPlatform platform;
  private final TaskServiceBlockingStub tasks;

  Pool(Stage stage, LaunchPlatform platform) {
    this.stage = stage;
    this.platform = platform;
    this.tasks = TaskServiceGrpc.newBlockingStub(stage.channel());
  }

  /** Makes the profile, or changes how many are started ahead. */
  void keep(int startedAhead) {
    ProfileServiceGrpc.newBlockingStub(stage.channel())
        .setProfile(
            SetProfileRequest.newBuilder()
                .setProfile(
                    Profile.newBuilder()
                        .setName("benchmark")
                        .setPluginType(platform.pluginType())
                        .setPluginConfig(ByteString.copyFromUtf8(platform.pluginConfig()))
                        .setPluginConfigFormat("hcl")
                        .setWarmIdle(startedAhead))
                .build());
  }

  void awaitFull() throws InterruptedException {
    await(
        open ->
            open.size() == SIZE
                && open.stream().allMatch(task -> task.getState() == Task.State.IDLE));
  }

  /** Until no container is left. */
  void awaitGone() throws InterruptedException {
    await(List::isEmpty);
  }

  private void await(Predicate<List<Task>> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.test(open())) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the pool is not as wanted after " + PATIENCE);
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private List<Task> open() {
    return tasks.listTasks(ListTasksRequest.getDefaultInstance()).getTasksList().stream()
        .filter(task -> task.getState() != Task.State.STOPPED)
        .toList();
  }
}
