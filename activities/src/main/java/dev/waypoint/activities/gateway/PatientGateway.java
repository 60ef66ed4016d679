package dev.waypoint.activities.gateway;

import dev.waypoint.workflows.activity.AttemptInput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Makes a call again while the gateway does not answer, until it answers or {@code givingUp} says
 * that nobody waits for it any more; where it answers with a fault of its own, for about a minute.
 * Downloads are not repeated here.
 */
public final class PatientGateway implements JobGateway {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** With the pauses in between, about a minute. */
  private static final int MOST_FAULTS = 35;

  private final JobGateway gateway;
  private final BooleanSupplier givingUp;

  public PatientGateway(JobGateway gateway, BooleanSupplier givingUp) {
    this.gateway = gateway;
    this.givingUp = givingUp;
  }

  @Override
  public Assignment assignment(AttemptInput attempt) throws InterruptedException {
    return patiently(() -> gateway.assignment(attempt));
  }

  @Override
  public void downloadSource(AttemptInput attempt, String contentId, OutputStream target)
      throws IOException, InterruptedException {
    gateway.downloadSource(attempt, contentId, target);
  }

  @Override
  public long appendOutput(AttemptInput attempt, long offset, List<OutputEvent> events)
      throws InterruptedException {
    return patiently(() -> gateway.appendOutput(attempt, offset, events));
  }

  @Override
  public void reportProgress(AttemptInput attempt, ProgressReport progress)
      throws InterruptedException {
    patiently(
        () -> {
          gateway.reportProgress(attempt, progress);
          return true;
        });
  }

  @Override
  public boolean deliver(AttemptInput attempt, long outputLength, JobOutcome outcome)
      throws InterruptedException {
    return patiently(() -> gateway.deliver(attempt, outputLength, outcome));
  }

  @Override
  public boolean deliver(
      AttemptInput attempt, long offset, List<OutputEvent> lastOutput, JobOutcome outcome)
      throws InterruptedException {
    return patiently(() -> gateway.deliver(attempt, offset, lastOutput, outcome));
  }

  @Override
  public ComponentRecord beginRecord(AttemptInput attempt, RecordStart start)
      throws InterruptedException {
    return patiently(() -> gateway.beginRecord(attempt, start));
  }

  @Override
  public ComponentRecord finishRecord(AttemptInput attempt, RecordEnd end)
      throws InterruptedException {
    return patiently(() -> gateway.finishRecord(attempt, end));
  }

  @Override
  public List<ComponentRecord> findRecords(AttemptInput attempt, RecordQuery query)
      throws InterruptedException {
    return patiently(() -> gateway.findRecords(attempt, query));
  }

  @Override
  public void markDestroyed(AttemptInput attempt, String recordId) throws InterruptedException {
    patiently(
        () -> {
          gateway.markDestroyed(attempt, recordId);
          return true;
        });
  }

  @Override
  public void syncConfig(AttemptInput attempt, List<ConfigEntry> entries)
      throws InterruptedException {
    patiently(
        () -> {
          gateway.syncConfig(attempt, entries);
          return true;
        });
  }

  @Override
  public void registerApplications(AttemptInput attempt, List<String> applications)
      throws InterruptedException {
    patiently(
        () -> {
          gateway.registerApplications(attempt, applications);
          return true;
        });
  }

  @Override
  public TaskAssignment taskAssignment(AttemptInput attempt, TaskPurpose purpose)
      throws InterruptedException {
    return patiently(() -> gateway.taskAssignment(attempt, purpose));
  }

  @Override
  public void reportTask(AttemptInput attempt, TaskReport report) throws InterruptedException {
    patiently(
        () -> {
          gateway.reportTask(attempt, report);
          return true;
        });
  }

  @Override
  public SweepAssignment sweepAssignment() throws InterruptedException {
    return patiently(gateway::sweepAssignment);
  }

  @Override
  public List<String> orphans(String platform, List<String> taskNames) throws InterruptedException {
    return patiently(() -> gateway.orphans(platform, taskNames));
  }

  @Override
  public void reportSwept(String taskName, String problem) throws InterruptedException {
    patiently(
        () -> {
          gateway.reportSwept(taskName, problem);
          return true;
        });
  }

  private interface Call<T> {
    T make() throws InterruptedException;
  }

  private <T> T patiently(Call<T> call) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    int faults = 0;
    while (true) {
      try {
        return call.make();
      } catch (GatewayException e) {
        boolean again =
            switch (e.kind()) {
              case UNAVAILABLE -> true;
              case FAULT -> ++faults < MOST_FAULTS;
              case OUTDATED, DENIED, REFUSED -> false;
            };
        if (!again || givingUp.getAsBoolean()) {
          throw e;
        }
      }
      Thread.sleep(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
  }
}
