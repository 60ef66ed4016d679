package dev.waypoint.activities.task;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.TaskAssignment;
import dev.waypoint.activities.gateway.TaskPurpose;
import dev.waypoint.activities.gateway.TaskReport;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.StartedTask;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.activity.StartTaskResult;
import dev.waypoint.workflows.activity.SweepActivities;
import dev.waypoint.workflows.activity.SweepTasksResult;
import dev.waypoint.workflows.activity.WatchTaskResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import io.temporal.activity.Activity;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** StartTask, WatchTask, StopTask and SweepTasks on a static runner. */
public final class LaunchActivitiesImpl implements LaunchActivities, SweepActivities {
  /** Lines of a container that are kept for those who look for the cause of its end. */
  private static final int TAIL_LINES = 30;

  private final RunnerContext runner;
  private final JobGateway gateway;
  private final Launchers launchers;

  /** Of those that this process started it is known that they were here. */
  private final Set<String> startedHere = ConcurrentHashMap.newKeySet();

  public LaunchActivitiesImpl(RunnerContext runner, JobGateway gateway) {
    this.runner = runner;
    this.gateway = gateway;
    this.launchers = new Launchers(runner);
  }

  @Override
  public StartTaskResult startTask(AttemptInput input) {
    return supervised(() -> start(input));
  }

  @Override
  public WatchTaskResult watchTask(AttemptInput input) {
    boolean again = Activity.getExecutionContext().getInfo().getAttempt() > 1;
    return supervised(() -> watch(input, again));
  }

  @Override
  public void stopTask(AttemptInput input) {
    supervised(
        () -> {
          stop(input);
          return null;
        });
  }

  @Override
  public SweepTasksResult sweepTasks() {
    return supervised(() -> new TaskSweep(gateway, launchers).run());
  }

  private StartTaskResult start(AttemptInput input) throws InterruptedException {
    TaskAssignment task = gateway.taskAssignment(input, TaskPurpose.START);
    if (task.cancelled()) {
      throw Failures.permanent(FailureCode.JOB_CANCELLED, "the job was cancelled before its start");
    }
    TailTerminal terminal = new TailTerminal(TAIL_LINES);
    try {
      TaskLauncher launcher = launchers.create(task.launcher());
      LaunchSpec spec =
          new LaunchSpec(
              new TaskName(task.taskName()),
              task.image(),
              task.entrypoint(),
              task.arguments(),
              task.environment(),
              task.labels());
      startedHere.add(task.taskName());
      StartedTask started = start(input, launcher, spec, terminal);
      gateway.reportTask(input, TaskReport.of(TaskReport.State.STARTED, started.resource(), ""));
      return new StartTaskResult(runner.id().value());
    } catch (LauncherException e) {
      report(input, TaskReport.State.START_FAILED, e.getMessage(), terminal);
      throw Failures.permanent(
          FailureCode.TASK_START_FAILED, "the task launcher cannot be used on this runner");
    } catch (TaskException e) {
      report(input, TaskReport.State.START_FAILED, e.getMessage(), terminal);
      throw failure(e, "the platform did not start the container");
    }
  }

  private StartedTask start(
      AttemptInput input, TaskLauncher launcher, LaunchSpec spec, TailTerminal terminal)
      throws TaskException, InterruptedException {
    try (PendingReports progress = PendingReports.first(gateway, input)) {
      return launcher.startTask(spec, new TaskContext(terminal, Cancellation.never(), progress));
    }
  }

  private WatchTaskResult watch(AttemptInput input, boolean again) throws InterruptedException {
    TaskAssignment task = gateway.taskAssignment(input, TaskPurpose.WATCH);
    PendingReports progress =
        again || !startedHere.contains(task.taskName())
            ? PendingReports.again(gateway, input)
            : PendingReports.first(gateway, input);
    // Whoever writes runs, even if its launcher does not say so.
    TailTerminal terminal = new TailTerminal(TAIL_LINES, progress::runs);
    try {
      TaskExit exit = watch(task, terminal, progress);
      if (exit.cause() == TaskExit.Cause.GONE && !startedHere.contains(task.taskName())) {
        throw Failures.permanent(
            FailureCode.TASK_START_FAILED, "this runner's platform does not have the container");
      }
      gateway.reportTask(
          input,
          new TaskReport(
              TaskReport.State.EXITED, "", exit.exitCode(), words(exit), terminal.tail()));
      return new WatchTaskResult(exit.exitCode(), code(exit));
    } catch (LauncherException e) {
      throw Failures.permanent(
          FailureCode.TASK_START_FAILED, "the task launcher cannot be used on this runner");
    } catch (TaskException e) {
      throw failure(e, "the platform could not be asked about the container");
    }
  }

  private TaskExit watch(TaskAssignment task, TailTerminal terminal, PendingReports progress)
      throws LauncherException, TaskException, InterruptedException {
    try (progress) {
      return launchers
          .create(task.launcher())
          .watchTask(
              new TaskName(task.taskName()),
              new TaskContext(terminal, Cancellation.never(), progress));
    }
  }

  private void stop(AttemptInput input) throws InterruptedException {
    TaskAssignment task = gateway.taskAssignment(input, TaskPurpose.STOP);
    TailTerminal terminal = new TailTerminal(TAIL_LINES);
    try {
      launchers.create(task.launcher()).stopTask(new TaskName(task.taskName()), context(terminal));
      startedHere.remove(task.taskName());
      report(input, TaskReport.State.STOPPED, "", terminal);
    } catch (LauncherException e) {
      report(input, TaskReport.State.STOP_FAILED, e.getMessage(), terminal);
      throw Failures.of(
          FailureCode.TASK_START_FAILED, "the task launcher cannot be used on this runner");
    } catch (TaskException e) {
      report(input, TaskReport.State.STOP_FAILED, e.getMessage(), terminal);
      throw Failures.of(FailureCode.TASK_START_FAILED, "the platform did not stop the container");
    }
  }

  private static String code(TaskExit exit) {
    if (exit.success()) {
      return "SUCCESS";
    }
    return exit.cause() == TaskExit.Cause.NOT_STARTED
        ? FailureCode.TASK_START_FAILED.name()
        : FailureCode.TASK_EXITED.name();
  }

  private static String words(TaskExit exit) {
    return exit.cause() == TaskExit.Cause.EXITED
        ? exit.message()
        : "%s: %s".formatted(exit.cause(), exit.message());
  }

  private static RuntimeException failure(TaskException e, String message) {
    return switch (e.kind()) {
      case RETRYABLE -> Failures.of(FailureCode.TASK_START_FAILED, message);
      case NOT_RETRYABLE -> Failures.permanent(FailureCode.TASK_START_FAILED, message);
    };
  }

  /** What cannot be reported must not hide why the activity fails. */
  private void report(
      AttemptInput input, TaskReport.State state, String reason, TailTerminal terminal)
      throws InterruptedException {
    try {
      gateway.reportTask(input, new TaskReport(state, "", 0, reason, terminal.tail()));
    } catch (GatewayException e) {
      org.slf4j.LoggerFactory.getLogger(LaunchActivitiesImpl.class)
          .debug("{} of {} could not be reported", state, input, e);
    }
  }

  static TaskContext context(TailTerminal terminal) {
    return new TaskContext(terminal, Cancellation.never());
  }

  private static <T> T supervised(SupervisedCall.Body<T> body) {
    return new SupervisedCall(Activity.getExecutionContext()).call(body);
  }
}
