package dev.waypoint.workflows.testing;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.activity.StartTaskResult;
import dev.waypoint.workflows.activity.WatchTaskResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import io.temporal.activity.Activity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A runner that launches containers, which live in a platform that several launchers may share.
 * Without a script every call succeeds.
 */
public final class TestingLauncher implements LaunchActivities {
  /** What a call is to do before it does what it is for. */
  @FunctionalInterface
  public interface Before {
    void run(AttemptInput task) throws InterruptedException;

    static Before nothing() {
      return _ -> {};
    }

    static Before failsWith(FailureCode code) {
      return _ -> {
        throw Failures.of(code, "platform");
      };
    }

    static Before failsForGoodWith(FailureCode code) {
      return _ -> {
        throw Failures.permanent(code, "platform");
      };
    }

    static Before breaks() {
      return _ -> {
        throw new IllegalStateException("token=hunter2");
      };
    }
  }

  /** The containers of a platform. */
  public static final class Platform {
    private final Map<Integer, CountDownLatch> running = new ConcurrentHashMap<>();
    private final Map<Integer, WatchTaskResult> exits = new ConcurrentHashMap<>();
    private final List<Integer> created = new ArrayList<>();

    /** A container comes to be; nothing happens when it is there. */
    public synchronized void create(int attempt) {
      if (!created.contains(attempt)) {
        created.add(attempt);
        running.put(attempt, new CountDownLatch(1));
      }
    }

    /** The container of this attempt ends. */
    public synchronized void exit(int attempt, int exitCode) {
      FailureCode code = FailureCode.TASK_EXITED;
      exits.putIfAbsent(
          attempt, new WatchTaskResult(exitCode, exitCode == 0 ? "SUCCESS" : code.name()));
      CountDownLatch latch = running.remove(attempt);
      if (latch != null) {
        latch.countDown();
      }
    }

    synchronized void remove(int attempt) {
      exit(attempt, 137);
    }

    /** Attempts with a container that was created and not removed. */
    public synchronized List<Integer> left() {
      return running.keySet().stream().sorted().toList();
    }

    /** Attempts for which a container was created, in order. */
    public synchronized List<Integer> created() {
      return List.copyOf(created);
    }
  }

  private final String id;
  private final Platform platform;
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Queue<Before>> scripts = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> firstCalls = new ConcurrentHashMap<>();
  private boolean createsBeforeItFails;

  public TestingLauncher(String id, Platform platform) {
    this.id = id;
    this.platform = platform;
    List.of("start", "watch", "stop").forEach(c -> firstCalls.put(c, new CountDownLatch(1)));
  }

  public TestingLauncher onStart(Before... script) {
    return on("start", script);
  }

  public TestingLauncher onWatch(Before... script) {
    return on("watch", script);
  }

  public TestingLauncher onStop(Before... script) {
    return on("stop", script);
  }

  /** A start that fails has created the container all the same. */
  public TestingLauncher createsBeforeItFails() {
    createsBeforeItFails = true;
    return this;
  }

  @Override
  public StartTaskResult startTask(AttemptInput input) {
    if (createsBeforeItFails) {
      platform.create(input.attempt());
    }
    begin("start", input);
    platform.create(input.attempt());
    return new StartTaskResult(id);
  }

  @Override
  public WatchTaskResult watchTask(AttemptInput input) {
    begin("watch", input);
    CountDownLatch end = platform.running.get(input.attempt());
    try {
      while (end != null && !end.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException e) {
      throw Failures.of(FailureCode.RUNNER_GONE, "interrupted");
    }
    return platform.exits.get(input.attempt());
  }

  @Override
  public void stopTask(AttemptInput input) {
    begin("stop", input);
    platform.remove(input.attempt());
  }

  public void awaitFirst(String call) {
    try {
      if (!firstCalls.get(call).await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException(id + ": no " + call);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code start 1}, {@code watch 1}, {@code stop 1} ... in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public long count(String call) {
    return calls().stream().filter(c -> c.startsWith(call)).count();
  }

  private TestingLauncher on(String call, Before... script) {
    scripts.put(call, new ArrayDeque<>(Arrays.asList(script)));
    return this;
  }

  private void begin(String call, AttemptInput input) {
    Before before;
    synchronized (this) {
      calls.add(call + " " + input.attempt());
      Queue<Before> script = scripts.getOrDefault(call, new ArrayDeque<>());
      before = script.isEmpty() ? Before.nothing() : script.poll();
    }
    firstCalls.get(call).countDown();
    try {
      before.run(input);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(FailureCode.RUNNER_GONE, "interrupted");
    }
  }
}
