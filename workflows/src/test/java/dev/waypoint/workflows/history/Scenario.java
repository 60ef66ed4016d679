package dev.waypoint.workflows.history;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.TestingEngine;
import dev.waypoint.workflows.testing.TestingLauncher;
import dev.waypoint.workflows.testing.TestingRunner;
import dev.waypoint.workflows.testing.Work;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** The main courses of a job, of which histories are kept. */
enum Scenario {
  STATIC_SUCCESS(
      engine -> {
        serve(engine, Work.succeeds());
        engine.run(Jobs.direct().input());
      }),
  HANDED_BACK_THEN_SUCCESS(
      engine -> {
        serve(
            engine,
            Work.isHandedBack(),
            Work.isHandedBack(),
            Work.isHandedBack(),
            Work.isHandedBack(),
            Work.succeeds());
        engine.run(Jobs.direct().input());
      }),
  RUNNER_LOST_AND_RETRIED(
      engine -> {
        serve(engine, Work.failsWith(FailureCode.RUNNER_GONE), Work.succeeds());
        engine.run(Jobs.direct().atMostOnce().input());
      }),
  RUNNER_LOST_MIDWAY(
      engine -> {
        serve(engine, Work.beginsAndFailsWith(FailureCode.RUNNER_GONE));
        engine.run(Jobs.direct().atMostOnce().input());
      }),
  RUNNER_LOST_IN_A_REPEATABLE_STEP(
      engine -> {
        serve(engine, Work.isLostInARepeatableStep(), Work.succeeds());
        engine.run(Jobs.direct().atMostOnce().input());
      }),
  REPEATABLE_STEP_NOT_TAKEN_UP(
      engine -> {
        serve(engine, Work.isLostInARepeatableStep(), Work.failsWith(FailureCode.QUEUE_TIMEOUT));
        engine.run(Jobs.direct().atMostOnce().input());
      }),
  ON_DEMAND_SUCCESS(
      engine -> {
        launcher(engine, new TestingLauncher.Platform());
        connects(engine, 1, Work.succeeds());
        engine.run(Jobs.onDemand().input());
      }),
  ON_DEMAND_CONTAINER_LOST_AND_RETRIED(
      engine -> {
        TestingLauncher.Platform platform = new TestingLauncher.Platform();
        TestingLauncher launcher = launcher(engine, platform);
        connects(engine, 2, Work.succeeds());
        engine.start(Jobs.onDemand().input());
        launcher.awaitFirst("watch");
        platform.exit(1, 137);
        engine.outcome();
      }),
  ON_DEMAND_CANCELLED(
      engine -> {
        launcher(engine, new TestingLauncher.Platform());
        TestingRunner runner = connects(engine, 1, Work.unwindsWhenCancelled());
        engine.start(Jobs.onDemand().input());
        runner.awaitTask();
        engine.cancel();
        engine.outcome();
      }),
  ON_DEMAND_READY_RUNNER(
      engine -> {
        launcher(engine, new TestingLauncher.Platform());
        TestingRunner runner = connects(engine, 1, Work.succeeds());
        engine.ledger().ready(runner.id());
        engine.run(Jobs.onDemand().input().withWarm(true));
      }),
  CANCELLED(
      engine -> {
        TestingRunner runner = serve(engine, Work.unwindsWhenCancelled());
        engine.start(Jobs.direct().input());
        runner.awaitTask();
        engine.cancel();
        engine.outcome();
      }),
  EXPIRED(engine -> engine.run(Jobs.direct().withQueueTimeout(Duration.ofSeconds(1)).input())),
  DEFECT(
      engine -> {
        serve(engine, Work.breaks());
        engine.ledger().goOutFor(2);
        engine.run(Jobs.direct().input());
      });

  private final Consumer<TestingEngine> course;

  Scenario(Consumer<TestingEngine> course) {
    this.course = course;
  }

  /** Plays it on an engine of its own and answers the history. */
  String play() {
    try (TestingEngine engine = TestingEngine.withRealLimits()) {
      course.accept(engine);
      return engine.history().toJson(true);
    }
  }

  String fileName() {
    return "operation-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  private static TestingRunner serve(TestingEngine engine, Work... script) {
    TestingRunner runner = new TestingRunner("static-1", engine.ledger(), script);
    engine.serve(TaskQueues.jobs(Jobs.ANY), runner);
    return runner;
  }

  private static TestingLauncher launcher(TestingEngine engine, TestingLauncher.Platform platform) {
    TestingLauncher launcher = new TestingLauncher("static-1", platform);
    engine.serve(TaskQueues.launches(Jobs.ANY), launcher);
    engine.serve(Jobs.launchQueueOf("static-1"), launcher);
    return launcher;
  }

  private static TestingRunner connects(TestingEngine engine, int attempt, Work... script) {
    String id = dev.waypoint.workflows.job.OnDemandRunnerIds.of(Jobs.ID, attempt).value();
    TestingRunner runner = new TestingRunner(id, engine.ledger(), script);
    engine.serve(Jobs.onDemandQueue(attempt), runner);
    return runner;
  }
}
