package dev.waypoint.gateway.engine;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A workflow with one activity, one signal and one query: it greets, then waits to be released. */
@WorkflowInterface
public interface TestingFlow {
  @WorkflowMethod
  String run(String name);

  @SignalMethod
  void release();

  @QueryMethod
  String phase();

  /** Its activity. */
  @ActivityInterface
  interface Greeter {
    String greet(String name);
  }

  /** Says hello. */
  final class PlainGreeter implements Greeter {
    @Override
    public String greet(String name) {
      return "hello " + name;
    }
  }

  /** The workflow itself. */
  final class Flow implements TestingFlow {
    private final Greeter greeter =
        Workflow.newActivityStub(
            Greeter.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());
    private String phase = "new";
    private boolean released;

    @Override
    public String run(String name) {
      String greeting = greeter.greet(name);
      phase = "waiting";
      Workflow.await(() -> released);
      phase = "done";
      return greeting;
    }

    @Override
    public void release() {
      released = true;
    }

    @Override
    public String phase() {
      return phase;
    }
  }
}
