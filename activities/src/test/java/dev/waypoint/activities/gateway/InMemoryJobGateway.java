package dev.waypoint.activities.gateway;

import dev.waypoint.workflows.activity.AttemptInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A gateway with one job; it fences, counts and stores as the real one does. */
public final class InMemoryJobGateway implements JobGateway {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<OutputEvent> output = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final InMemoryRecords records = new InMemoryRecords();
  private final List<ProgressReport> progress = new ArrayList<>();
  private final List<TaskReport> taskReports = new ArrayList<>();
  private final List<TaskPurpose> taskPurposes = new ArrayList<>();
  private final Set<String> needed = new HashSet<>();
  private final List<String> swept = new ArrayList<>();
  private final Map<String, byte[]> sources = new HashMap<>();
  private JobSpec spec;
  private List<VariableInput> serverVariables = List.of();
  private Optional<HclFile> serverHcl = Optional.empty();
  private KeptConfig config = KeptConfig.NONE;
  private final List<ConfigEntry> synced = new ArrayList<>();
  private final List<String> registered = new ArrayList<>();
  private TaskAssignment task;
  private int currentAttempt = 1;
  private boolean cancelled;
  private JobOutcome outcome;
  private int deliveries;
  private long outputLength = -1;
  private int unavailable;
  private boolean loseDeliveryReply;
  private boolean interruptFinish;

  public synchronized void job(JobSpec newSpec) {
    spec = newSpec;
  }

  public synchronized void serverHcl(HclFile file) {
    serverHcl = Optional.of(file);
  }

  public synchronized void serverVariables(List<VariableInput> variables) {
    serverVariables = variables;
  }

  public synchronized void config(ConfigEntry... entries) {
    config = new KeptConfig(List.of(entries), Map.of());
  }

  /** What jobs told about config stanzas. */
  public synchronized List<ConfigEntry> synced() {
    return List.copyOf(synced);
  }

  /** The applications that jobs registered. */
  public synchronized List<String> registered() {
    return List.copyOf(registered);
  }

  public synchronized void task(TaskAssignment assignment) {
    task = assignment;
  }

  public synchronized void source(String contentId, byte[] archive) {
    sources.put(contentId, archive);
  }

  /** From now on earlier attempts are outdated. */
  public synchronized void beginAttempt(int attempt) {
    currentAttempt = attempt;
    notifyAll();
  }

  public synchronized void cancel() {
    cancelled = true;
  }

  /** So many calls get no answer and have no effect. */
  public synchronized void failNextCalls(int calls) {
    unavailable = calls;
  }

  /** The next result takes effect, but its answer is lost. */
  public synchronized void loseReplyToDelivery() {
    loseDeliveryReply = true;
  }

  /** The next end of a record is interrupted before it has taken effect. */
  public synchronized void interruptNextFinish() {
    interruptFinish = true;
  }

  public synchronized Optional<JobOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  public synchronized int deliveries() {
    return deliveries;
  }

  public synchronized long outputLength() {
    return outputLength;
  }

  public synchronized List<OutputEvent> output() {
    return List.copyOf(output);
  }

  public synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  public synchronized List<ComponentRecord> records() {
    return records.all();
  }

  public synchronized List<ProgressReport> progress() {
    return List.copyOf(progress);
  }

  /** This container is not to be swept. */
  public synchronized void need(String taskName) {
    needed.add(taskName);
  }

  /** What sweeps told: a name, and the problem if there was one. */
  public synchronized List<String> swept() {
    return List.copyOf(swept);
  }

  public synchronized List<TaskPurpose> taskPurposes() {
    return List.copyOf(taskPurposes);
  }

  public synchronized List<TaskReport> taskReports() {
    return List.copyOf(taskReports);
  }

  /** Returns when it was told last that a container waits for this; fails after a minute. */
  public void awaitWaiting(String reason) throws InterruptedException {
    await(
        () ->
            !taskReports.isEmpty()
                && taskReports.getLast().state() == TaskReport.State.WAITING
                && taskReports.getLast().reason().equals(reason),
        "word that a container waits for \"" + reason + '"');
  }

  /** All lines and bytes that were shown, in order. */
  public synchronized String text() {
    StringBuilder text = new StringBuilder();
    for (OutputEvent event : output) {
      switch (event) {
        case OutputEvent.Line line -> text.append(line.text()).append('\n');
        case OutputEvent.Raw raw -> text.append(new String(raw.data(), StandardCharsets.UTF_8));
        case OutputEvent.Status status -> text.append(status.text()).append('\n');
        case OutputEvent.NamedValues values -> text.append(values.values()).append('\n');
        case OutputEvent.Table table -> text.append(table.rows()).append('\n');
      }
    }
    return text.toString();
  }

  /** Returns when the output holds the text; fails after a minute. */
  public void awaitText(String text) throws InterruptedException {
    await(() -> text().contains(text), text);
  }

  /** Returns when the job has its result; fails after a minute. */
  public void awaitOutcome() throws InterruptedException {
    await(() -> outcome != null, "a result");
  }

  private synchronized void await(BooleanSupplier condition, String what)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no %s in: %s".formatted(what, text()));
      }
      wait(left);
    }
  }

  @Override
  public synchronized Assignment assignment(AttemptInput attempt) {
    answer();
    Assignment.Verdict verdict = Assignment.Verdict.RUN;
    if (outcome != null) {
      verdict = Assignment.Verdict.ALREADY_DELIVERED;
    } else if (attempt.attempt() != currentAttempt) {
      verdict = Assignment.Verdict.OUTDATED;
    } else if (cancelled) {
      verdict = Assignment.Verdict.CANCELLED;
    }
    return new Assignment(
        verdict,
        spec,
        serverVariables,
        serverHcl,
        config,
        "WPCcookie",
        output.size(),
        outcome instanceof JobOutcome.Failed failed ? Optional.of(failed) : Optional.empty());
  }

  @Override
  public void downloadSource(AttemptInput attempt, String contentId, OutputStream target)
      throws IOException {
    byte[] archive;
    synchronized (this) {
      fence(attempt);
      archive = sources.get(contentId);
    }
    if (archive == null) {
      throw new GatewayException(GatewayException.Kind.REFUSED, "no content " + contentId);
    }
    target.write(archive);
  }

  @Override
  public synchronized void syncConfig(AttemptInput attempt, List<ConfigEntry> entries) {
    fence(attempt);
    synced.addAll(entries);
  }

  @Override
  public synchronized void registerApplications(AttemptInput attempt, List<String> applications) {
    fence(attempt);
    registered.addAll(applications);
  }

  @Override
  public synchronized long appendOutput(
      AttemptInput attempt, long offset, List<OutputEvent> events) {
    fence(attempt);
    if (offset > output.size()) {
      return output.size();
    }
    int known = (int) (output.size() - offset);
    output.addAll(events.subList(Math.min(known, events.size()), events.size()));
    batches.add(events.size());
    notifyAll();
    return output.size();
  }

  @Override
  public synchronized void reportProgress(AttemptInput attempt, ProgressReport report) {
    fence(attempt);
    progress.add(report);
  }

  @Override
  public synchronized boolean deliver(
      AttemptInput attempt, long offset, List<OutputEvent> lastOutput, JobOutcome delivered) {
    if (outcome == null && attempt.attempt() == currentAttempt && !lastOutput.isEmpty()) {
      appendOutput(attempt, offset, lastOutput);
    }
    return deliver(attempt, offset + lastOutput.size(), delivered);
  }

  @Override
  public synchronized boolean deliver(AttemptInput attempt, long length, JobOutcome delivered) {
    answer();
    if (outcome != null || attempt.attempt() != currentAttempt) {
      return false;
    }
    outcome = delivered;
    outputLength = length;
    deliveries++;
    notifyAll();
    if (loseDeliveryReply) {
      loseDeliveryReply = false;
      throw new GatewayException(GatewayException.Kind.UNAVAILABLE, "the answer was lost");
    }
    return true;
  }

  /** What was said when records began, in order. */
  public synchronized List<RecordStart> starts() {
    return records.starts();
  }

  @Override
  public synchronized ComponentRecord beginRecord(AttemptInput attempt, RecordStart start) {
    fence(attempt);
    return records.begin(spec, attempt, start);
  }

  @Override
  public synchronized ComponentRecord finishRecord(AttemptInput attempt, RecordEnd end)
      throws InterruptedException {
    fence(attempt);
    if (interruptFinish) {
      interruptFinish = false;
      throw new InterruptedException("cancelled while the record was finished");
    }
    return records.finish(end);
  }

  @Override
  public synchronized List<ComponentRecord> findRecords(AttemptInput attempt, RecordQuery query) {
    fence(attempt);
    return records.find(query);
  }

  @Override
  public synchronized void markDestroyed(AttemptInput attempt, String recordId) {
    fence(attempt);
    records.markDestroyed(recordId);
  }

  @Override
  public synchronized TaskAssignment taskAssignment(AttemptInput attempt, TaskPurpose purpose) {
    answer();
    taskPurposes.add(purpose);
    return task;
  }

  @Override
  public synchronized void reportTask(AttemptInput attempt, TaskReport report) {
    answer();
    taskReports.add(report);
    notifyAll();
  }

  /** The next job of the same application; records stay. */
  public synchronized void nextJob(JobSpec newSpec) {
    spec = newSpec;
    outcome = null;
    cancelled = false;
    currentAttempt = 1;
    output.clear();
  }

  private void answer() {
    if (unavailable > 0) {
      unavailable--;
      throw new GatewayException(GatewayException.Kind.UNAVAILABLE, "no answer");
    }
  }

  private void fence(AttemptInput attempt) {
    answer();
    if (outcome != null || attempt.attempt() != currentAttempt) {
      throw new GatewayException(GatewayException.Kind.OUTDATED, "ATTEMPT_OUTDATED: " + attempt);
    }
  }

  @Override
  public synchronized SweepAssignment sweepAssignment() {
    answer();
    return new SweepAssignment(
        List.of(new SweepAssignment.Platform("platform", task.launcher())), task.labels());
  }

  @Override
  public synchronized List<String> orphans(String platform, List<String> taskNames) {
    answer();
    return taskNames.stream().filter(name -> !needed.contains(name)).toList();
  }

  @Override
  public synchronized void reportSwept(String taskName, String problem) {
    answer();
    swept.add((taskName + " " + problem).strip());
  }
}
