package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TaskQueues;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The tasks that runners have, and the one place that tells the directory of them. Safe for
 * threads.
 */
final class HeldTasks {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Map<ByteString, Held> byToken = new ConcurrentHashMap<>();
  private final AtomicLong keys = new AtomicLong();
  private final RunnerDirectory directory;
  private final Clock clock;

  HeldTasks(RunnerDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** A runner is being given a task. */
  HeldTask add(TaskToken token, PollActivityTaskQueueResponse response) {
    long heartbeat = Durations.toMillis(response.getHeartbeatTimeout());
    long whole = Durations.toMillis(response.getStartToCloseTimeout());
    Duration silence =
        heartbeat > 0
            ? longer(SILENCE, Duration.ofMillis(3 * heartbeat))
            : longer(SILENCE, Duration.ofMillis(whole).plusSeconds(10));
    return put(token, silence);
  }

  /** A runner reports on a task: one that an earlier process of the gateway gave out is added. */
  void seen(TaskToken token) {
    Held held = byToken.get(token.original());
    if (held == null) {
      put(token, SILENCE);
    } else {
      held.lastSeen = clock.instant();
    }
  }

  private HeldTask put(TaskToken token, Duration silence) {
    HeldTask task =
        new HeldTask(
            keys.incrementAndGet(),
            token.runnerId(),
            token.workflowId(),
            token.activityType(),
            token.queue(),
            TaskQueues.isLaunchQueue(token.queue()),
            clock.instant());
    Held before = byToken.putIfAbsent(token.original(), new Held(task, token, silence));
    if (before != null) {
      return before.task;
    }
    directory.delivered(task);
    return task;
  }

  /** Takes a task out; empty when it is not there any more. */
  Optional<TaskToken> remove(ByteString original) {
    Held held = byToken.remove(original);
    if (held == null) {
      return Optional.empty();
    }
    directory.finished(held.task);
    return Optional.of(held.token);
  }

  /** Takes out all tasks of a runner. */
  List<TaskToken> removeAll(RunnerId runnerId) {
    return removeIf(held -> held.task.runnerId().equals(runnerId));
  }

  /** Takes out those that nobody has reported on for long: their end was seen elsewhere. */
  void dropSilent() {
    Instant now = clock.instant();
    removeIf(held -> held.lastSeen.plus(held.silence).isBefore(now));
  }

  private List<TaskToken> removeIf(Predicate<Held> which) {
    return byToken.values().stream()
        .filter(which)
        .flatMap(held -> remove(held.token.original()).stream())
        .toList();
  }

  List<HeldTask> of(RunnerId runnerId) {
    return byToken.values().stream()
        .map(held -> held.task)
        .filter(task -> task.runnerId().equals(runnerId))
        .sorted(Comparator.comparingLong(HeldTask::key))
        .toList();
  }

  int size() {
    return byToken.size();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private final class Held {
    final HeldTask task;
    final TaskToken token;
    final Duration silence;
    volatile Instant lastSeen = clock.instant();

    Held(HeldTask task, TaskToken token, Duration silence) {
      this.task = task;
      this.token = token;
      this.silence = silence;
    }
  }
}
