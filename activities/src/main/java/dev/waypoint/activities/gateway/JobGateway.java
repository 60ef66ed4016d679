package dev.waypoint.activities.gateway;

import dev.waypoint.workflows.activity.AttemptInput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The gateway as a runner's activities see it. Every call names the attempt on whose behalf it is
 * made and is refused with {@link GatewayException.Kind#OUTDATED} once a later attempt is under way
 * or the job has ended.
 *
 * <p>Calls block, each for a bounded time. They throw {@link GatewayException} with {@link
 * GatewayException.Kind#UNAVAILABLE} when no answer came; whether the call took effect is unknown
 * then, and repeating it is harmless unless its own words say otherwise.
 */
public interface JobGateway {
  /** What to run, and whether at all. The first call of an attempt claims it for this runner. */
  Assignment assignment(AttemptInput attempt) throws InterruptedException;

  /**
   * Writes the uploaded archive to {@code target}. Not resumed: after a failure the caller starts
   * over with an empty target.
   *
   * @throws IOException when {@code target} does not take it
   */
  void downloadSource(AttemptInput attempt, String contentId, OutputStream target)
      throws IOException, InterruptedException;

  /**
   * Appends output.
   *
   * @param offset of the first event, counted within the attempt; what is there already is skipped
   * @return the offset from which to send on
   */
  long appendOutput(AttemptInput attempt, long offset, List<OutputEvent> events)
      throws InterruptedException;

  /** Tells facts learnt while running. The last report counts. */
  void reportProgress(AttemptInput attempt, ProgressReport progress) throws InterruptedException;

  /**
   * Hands in how the attempt ended. The first delivery of the current attempt counts.
   *
   * @param outputLength how many events were sent in this attempt
   * @return false when the job had its result already or the attempt is outdated
   */
  boolean deliver(AttemptInput attempt, long outputLength, JobOutcome outcome)
      throws InterruptedException;

  /**
   * Hands in the last output together with how the attempt ended: both are stored at once, or none.
   *
   * @param offset of the first event of {@code lastOutput}
   * @param lastOutput what {@link #appendOutput} has not confirmed; may be empty
   * @return as for {@link #deliver(AttemptInput, long, JobOutcome)}
   */
  default boolean deliver(
      AttemptInput attempt, long offset, List<OutputEvent> lastOutput, JobOutcome outcome)
      throws InterruptedException {
    long end = offset + lastOutput.size();
    for (long next = offset; next < end; ) {
      next =
          appendOutput(attempt, next, lastOutput.subList((int) (next - offset), lastOutput.size()));
    }
    return deliver(attempt, end, outcome);
  }

  /** Begins a record; it gets its sequence number now and stays STARTED if the runner dies. */
  ComponentRecord beginRecord(AttemptInput attempt, RecordStart start) throws InterruptedException;

  /** Ends a record. Repeating it with the same values is harmless. */
  ComponentRecord finishRecord(AttemptInput attempt, RecordEnd end) throws InterruptedException;

  /** Successful, undestroyed records of the job's application and workspace, newest first. */
  List<ComponentRecord> findRecords(AttemptInput attempt, RecordQuery query)
      throws InterruptedException;

  /** Marks a deployment or release as destroyed. Repeating it is harmless. */
  void markDestroyed(AttemptInput attempt, String recordId) throws InterruptedException;

  /** Stores values of {@code config} stanzas, over those for the same targets. Repeatable. */
  void syncConfig(AttemptInput attempt, List<ConfigEntry> entries) throws InterruptedException;

  /** Makes applications of the job's project known. Repeating it is harmless. */
  void registerApplications(AttemptInput attempt, List<String> applications)
      throws InterruptedException;

  /**
   * What StartTask, WatchTask and StopTask work on; the same name in each call of an attempt. Only
   * for a start it holds the arguments and the environment.
   */
  TaskAssignment taskAssignment(AttemptInput attempt, TaskPurpose purpose)
      throws InterruptedException;

  /** Tells how the on-demand runner's container fares. */
  void reportTask(AttemptInput attempt, TaskReport report) throws InterruptedException;

  /** Where this runner is to look for containers that were left behind. */
  SweepAssignment sweepAssignment() throws InterruptedException;

  /**
   * Which of a platform's containers nobody needs.
   *
   * @param platform {@link SweepAssignment.Platform#key()}
   * @param taskNames all containers of this server that are there
   */
  List<String> orphans(String platform, List<String> taskNames) throws InterruptedException;

  /**
   * Tells what became of a container that nobody needed.
   *
   * @param problem why it is still there; empty: it is not
   */
  void reportSwept(String taskName, String problem) throws InterruptedException;
}
