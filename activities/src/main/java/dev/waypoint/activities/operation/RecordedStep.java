package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.Hook;
import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.RecordEnd;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.activities.gateway.RecordStart;
import dev.waypoint.activities.hook.HookRunner;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Something that is made and recorded: the record begins before anything happens and ends whatever
 * happens, so that what exists is known.
 */
final class RecordedStep {
  /** What a component does. */
  @FunctionalInterface
  interface Action {
    Made make(OperationContext context) throws PluginException, InterruptedException;
  }

  private final AppJob job;
  private final RecordKind kind;
  private final String component;
  private final String parentId;
  private final Map<String, String> labels;
  private final List<Hook> hooks;
  private final boolean repeatable;

  RecordedStep(
      AppJob job,
      RecordKind kind,
      String component,
      String parentId,
      Map<String, String> labels,
      List<Hook> hooks) {
    this(job, kind, component, parentId, labels, hooks, false);
  }

  /**
   * @param idempotent whether the component may be called again with the same operation id
   */
  RecordedStep(
      AppJob job,
      RecordKind kind,
      String component,
      String parentId,
      Map<String, String> labels,
      List<Hook> hooks,
      boolean idempotent) {
    this.job = job;
    this.kind = kind;
    this.component = component;
    this.parentId = parentId;
    this.labels = labels;
    this.hooks = hooks;
    this.repeatable = idempotent && hooks.isEmpty();
  }

  /**
   * Does it, with its hooks. A failing hook after it fails the job, but what was made stays
   * recorded.
   */
  ComponentRecord run(String verb, Action action) throws OperationException, InterruptedException {
    ComponentRecord record = begin();
    job.context()
        .terminal()
        .line(Style.HEADER, "Running %s v%d".formatted(verb, record.sequence()));
    return make(record, action);
  }

  /** Records what needs no component, so that there is nothing to show. */
  ComponentRecord record(Made made) throws OperationException, InterruptedException {
    return make(begin(), _ -> made);
  }

  private ComponentRecord begin() throws InterruptedException {
    JobContext context = job.context();
    return context
        .gateway()
        .beginRecord(
            context.attempt(), new RecordStart(kind, component, parentId, labels, repeatable));
  }

  private ComponentRecord make(ComponentRecord record, Action action)
      throws OperationException, InterruptedException {
    Made made;
    try {
      runHooks(Hook.When.BEFORE);
      made = action.make(new JobOperationContext(job, record, labels));
    } catch (PluginException e) {
      fail(record, e.getMessage());
      throw new OperationException(FailureCode.OPERATION_FAILED, e.getMessage(), e);
    } catch (OperationException e) {
      fail(record, e.getMessage());
      throw e;
    } catch (InterruptedException e) {
      fail(record, "cancelled");
      throw e;
    } catch (RuntimeException | LinkageError e) {
      fail(record, "unexpected error: " + e.getClass().getSimpleName());
      throw e;
    }
    ComponentRecord finished =
        finish(new RecordEnd(record.id(), true, made.data(), labels, made.url(), "", ""));
    runHooks(Hook.When.AFTER);
    return finished;
  }

  /** A cancel that comes at this very moment must not hide what was made: it takes effect after. */
  private ComponentRecord finish(RecordEnd end) throws InterruptedException {
    JobContext context = job.context();
    try {
      return context.gateway().finishRecord(context.attempt(), end);
    } catch (InterruptedException e) {
      context.gateway().finishRecord(context.attempt(), end);
      throw e;
    }
  }

  /** Also after an interruption, which then must not hit the call that tells of the end. */
  private void fail(ComponentRecord record, String message) throws InterruptedException {
    Thread.interrupted();
    JobContext context = job.context();
    context
        .gateway()
        .finishRecord(
            context.attempt(),
            RecordEnd.failed(record.id(), labels, context.masker().mask(message)));
  }

  private void runHooks(Hook.When when) throws OperationException, InterruptedException {
    for (Hook hook : hooks) {
      if (hook.when() == when) {
        runHook(hook);
      }
    }
  }

  private void runHook(Hook hook) throws OperationException, InterruptedException {
    JobContext context = job.context();
    String command = String.join(" ", hook.command());
    context.terminal().line(Style.INFO, "Running hook: " + command);
    String problem = null;
    try {
      int code =
          HookRunner.run(
              hook.command(),
              job.sourceDirectory(),
              context.programEnvironment(),
              context.terminal());
      if (code != 0) {
        problem = "hook `%s` ended with exit code %d".formatted(command, code);
      }
    } catch (IOException e) {
      problem = "hook `%s` could not be started: %s".formatted(command, FileFault.reason(e));
    }
    if (problem == null) {
      return;
    }
    if (!hook.continueOnFailure()) {
      throw OperationException.failed(
          problem + ". Set on_failure = \"continue\" to go on in spite of it.");
    }
    context.terminal().line(Style.WARNING, problem + "; going on.");
  }
}
