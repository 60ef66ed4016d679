package dev.waypoint.worker.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.waypoint.activities.gateway.Assignment;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobActivities;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of jobs that this runner has: what the gateway sent along with each, and whether the
 * gateway has completed it. To be set as an interceptor of the runner's workers.
 */
public final class TasksAtHand extends WorkerInterceptorBase {
  private static final Logger log = LoggerFactory.getLogger(TasksAtHand.class);

  private final Map<AttemptInput, Task> tasks = new ConcurrentHashMap<>();

  private static final class Task {
    private final ActivityExecutionContext context;
    private Payload assignment;

    Task(ActivityExecutionContext context, Payload assignment) {
      this.context = context;
      this.assignment = assignment;
    }

    synchronized Payload takeAssignment() {
      Payload taken = assignment;
      assignment = null;
      return taken;
    }
  }

  /** The assignment that came along; only once, since it grows old. */
  Optional<Assignment> takeAssignment(AttemptInput attempt) {
    return Optional.ofNullable(tasks.get(attempt))
        .map(Task::takeAssignment)
        .flatMap(payload -> parse(attempt, payload));
  }

  /** The token of the attempt's task; empty when it has none here. */
  ByteString token(AttemptInput attempt) {
    Task task = tasks.get(attempt);
    return task == null ? ByteString.EMPTY : ByteString.copyFrom(task.context.getTaskToken());
  }

  /** The gateway has completed the attempt's task: its worker is not to. */
  void completed(AttemptInput attempt) {
    Task task = tasks.get(attempt);
    if (task != null) {
      task.context.doNotCompleteOnReturn();
    }
  }

  private static Optional<Assignment> parse(AttemptInput attempt, Payload payload) {
    try {
      return Optional.of(
          SpecMapper.assignment(GetJobAssignmentResponse.parseFrom(payload.getData())));
    } catch (InvalidProtocolBufferException e) {
      log.warn("What came along with {} cannot be read; asking for it", attempt, e);
      return Optional.empty();
    }
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Keeping(next);
  }

  private final class Keeping extends ActivityInboundCallsInterceptorBase {
    private ActivityExecutionContext context;

    private Keeping(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      this.context = context;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      if (!context.getInfo().getActivityType().equals(RunJobActivities.TYPE)) {
        return super.execute(input);
      }
      AttemptInput attempt = (AttemptInput) input.getArguments()[0];
      Payload assignment = input.getHeader().getValues().get(RunJobActivities.ASSIGNMENT);
      Task task = new Task(context, assignment);
      tasks.put(attempt, task);
      try {
        return super.execute(input);
      } finally {
        tasks.remove(attempt, task);
      }
    }
  }
}
