package dev.waypoint.workflows.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.waypoint.workflows.target.TargetRunner;
import java.time.Duration;

/**
 * All that a job's workflow needs to know. Ids, codes and durations only: what the job is about
 * stays with the gateway.
 *
 * @param operation lower-case name, for summaries
 * @param target who executes the job, or (on-demand) who launches its runner
 * @param firstAttempt the number of the first attempt; above 1 when an engine lost the workflow
 * @param maxAttempts attempts that may be lost to infrastructure, all counted
 * @param queueTimeout how long it may wait for a runner to take it; null: without end
 * @param connectTimeout on-demand: from the container's start until its runner has the job
 * @param operationTimeout how long one attempt may run
 * @param cancelGrace how long a cancelled operation may take to unwind before it is abandoned
 * @param searchAttributes whether the engine knows the {@link SearchAttributes}; default false
 * @param warm whether runners may have been started ahead for it; default false
 * @param continuation set by the workflow itself when it goes on in a new run; null at the start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperationInput(
    JobId jobId,
    String operation,
    RunnerMode mode,
    TargetRunner target,
    RetryRule retryRule,
    int firstAttempt,
    int maxAttempts,
    Duration queueTimeout,
    Duration connectTimeout,
    Duration operationTimeout,
    Duration cancelGrace,
    boolean searchAttributes,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean warm,
    Continuation continuation) {

  @JsonCreator
  public OperationInput {}

  /** Without search attributes. */
  public OperationInput(
      JobId jobId,
      String operation,
      RunnerMode mode,
      TargetRunner target,
      RetryRule retryRule,
      int firstAttempt,
      int maxAttempts,
      Duration queueTimeout,
      Duration connectTimeout,
      Duration operationTimeout,
      Duration cancelGrace) {
    this(
        jobId,
        operation,
        mode,
        target,
        retryRule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace,
        false,
        false,
        null);
  }

  /** The same for an engine on which the search attributes are registered, or not. */
  public OperationInput withSearchAttributes(boolean registered) {
    return with(registered, warm, continuation);
  }

  /** The same for a profile that keeps runners started ahead, or not. */
  public OperationInput withWarm(boolean kept) {
    return with(searchAttributes, kept, continuation);
  }

  /** The same for the workflow's next run. */
  public OperationInput continuedBy(Continuation next) {
    return with(searchAttributes, warm, next);
  }

  private OperationInput with(boolean attributes, boolean kept, Continuation next) {
    return new OperationInput(
        jobId,
        operation,
        mode,
        target,
        retryRule,
        firstAttempt,
        maxAttempts,
        queueTimeout,
        connectTimeout,
        operationTimeout,
        cancelGrace,
        attributes,
        kept,
        next);
  }
}
