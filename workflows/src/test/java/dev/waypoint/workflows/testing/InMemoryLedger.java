package dev.waypoint.workflows.testing;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LedgerActivities;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One job's row as the gateway keeps it: fenced by attempt, ended once. */
public final class InMemoryLedger implements LedgerActivities {
  private final List<String> calls = new ArrayList<>();
  private final Deque<String> ready = new ArrayDeque<>();
  private final Map<Integer, String> claimed = new HashMap<>();
  private int attempt = 1;
  private int outages;
  private boolean begun;
  private boolean repeatable;
  private boolean stepBeginsBehindFence;
  private boolean beginsBehindFence;
  private String code;

  @Override
  public synchronized boolean beginAttempt(BeginAttempt request) {
    failWhileOut();
    calls.add("begin %d %s".formatted(request.attempt().attempt(), request.cause()));
    if (code != null) {
      return false;
    }
    attempt = Math.max(attempt, request.attempt().attempt());
    begun |= beginsBehindFence;
    repeatable &= !stepBeginsBehindFence;
    return true;
  }

  @Override
  public synchronized String endJob(EndJob request) {
    failWhileOut();
    calls.add("end " + request.code());
    if (code == null) {
      code = request.code();
    }
    return code;
  }

  @Override
  public synchronized boolean hasBegun(AttemptInput input) {
    failWhileOut();
    calls.add("begun?");
    return begun;
  }

  @Override
  public synchronized boolean mayRepeat(AttemptInput input) {
    failWhileOut();
    calls.add("repeat?");
    return !begun || repeatable;
  }

  @Override
  public synchronized ClaimedRunner claimRunner(AttemptInput input) {
    failWhileOut();
    calls.add("claim " + input.attempt());
    return new ClaimedRunner(claimed.computeIfAbsent(input.attempt(), _ -> takeReady()));
  }

  private String takeReady() {
    return ready.isEmpty() ? "" : ready.removeFirst();
  }

  /** This runner was started ahead and waits for a job. */
  public synchronized void ready(String runnerId) {
    ready.addLast(runnerId);
  }

  /** A runner fetches its assignment; false: it must not run. */
  public synchronized boolean assign(AttemptInput input) {
    if (code != null || input.attempt() != attempt) {
      return false;
    }
    begun = true;
    return true;
  }

  /** The runner begins a step that may be repeated. */
  public synchronized void beginRepeatableStep() {
    repeatable = true;
  }

  /** The slow runner begins one that must not be repeated just ahead of the fence. */
  public synchronized void beginOtherStepWithNextFence() {
    stepBeginsBehindFence = true;
  }

  /** A runner delivers a result; false: refused. */
  public synchronized boolean deliver(AttemptInput input, String result) {
    if (code != null || input.attempt() != attempt) {
      return false;
    }
    code = result;
    return true;
  }

  /** The next calls fail as if the database were away. */
  public synchronized void goOutFor(int failingCalls) {
    outages = failingCalls;
  }

  /** A slow runner of the attempt before fetches its assignment just ahead of the fence. */
  public synchronized void beginWithNextFence() {
    beginsBehindFence = true;
  }

  /** What the workflow recorded, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** How the job ended; null while it has not. */
  public synchronized String code() {
    return code;
  }

  private void failWhileOut() {
    if (outages > 0) {
      outages--;
      throw new IllegalStateException("connection refused, password=hunter2");
    }
  }
}
