package dev.waypoint.gateway.job;

import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Executes jobs that end when and how the test says. */
final class HeldExecution implements TestingWorker.Execution {
  private static final long PATIENCE_SECONDS = 30;
  private static final String SUCCESS = "";

  private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

  @Override
  public String run(TestingWorker worker, AttemptRef attempt, GetJobAssignmentResponse assignment)
      throws InterruptedException {
    if (assignment.getVerdict() != GetJobAssignmentResponse.Verdict.RUN) {
      return assignment.getDeliveredError().getCode();
    }
    begun.add(attempt.getJobId());
    String message = await(attempt.getJobId());
    if (message.equals(SUCCESS)) {
      worker.succeed(attempt, 0);
      return "SUCCESS";
    }
    worker
        .agent()
        .deliverResult(
            DeliverResultRequest.newBuilder()
                .setAttempt(attempt)
                .setFailure(Failure.newBuilder().setCode("OPERATION_FAILED").setMessage(message))
                .build());
    return "OPERATION_FAILED";
  }

  void succeed(String jobId) {
    end(jobId).complete(SUCCESS);
  }

  void fail(String jobId, String message) {
    end(jobId).complete(message);
  }

  /** The job that begins next; blocks until one does. */
  String awaitBegun() throws InterruptedException {
    String id = begun.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (id == null) {
      throw new AssertionError("no job began");
    }
    return id;
  }

  /** Whether a job has begun that was not asked for yet. */
  boolean anyBegun() {
    return !begun.isEmpty();
  }

  private String await(String jobId) throws InterruptedException {
    try {
      return end(jobId).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<String> end(String jobId) {
    return ends.computeIfAbsent(jobId, any -> new CompletableFuture<>());
  }
}
