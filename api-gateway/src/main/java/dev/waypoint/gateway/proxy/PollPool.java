package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings together the polls of runners and the polls at Temporal. While a runner's poll waits, some
 * polls are open at Temporal on each queue that the runner is entitled to; a task that arrives goes
 * to the entitled runner that was served longest ago, and where none waits any more it is parked
 * for a moment and then placed again.
 *
 * <p>Everything but the constructor and {@link #isClosed} is called on the one thread of the loop,
 * which never blocks.
 */
final class PollPool {
  private static final Logger log = LoggerFactory.getLogger(PollPool.class);
  static final Status CLOSING = Status.UNAVAILABLE.withDescription("this gateway is shutting down");
  private static final Duration SUSPICIOUSLY_SHORT = Duration.ofSeconds(1);

  private final ScheduledExecutorService loop;
  private final Upstream upstream;
  private final RunnerDirectory directory;
  private final Handover handover;
  private final Tallies tallies;
  private final ProxySettings settings;

  private final Map<String, RealQueue> queues = new HashMap<>();
  private final Map<RunnerId, Set<RunnerPoll>> polls = new HashMap<>();
  private final Entitlement entitlement;
  private final Map<RunnerId, Long> lastServed = new Remembered<>();
  private final Map<String, Boolean> endedWorkers = new Remembered<>();
  private long served;
  private volatile boolean closed;

  PollPool(
      ScheduledExecutorService loop,
      Upstream upstream,
      RunnerDirectory directory,
      Handover handover,
      Tallies tallies,
      ProxySettings settings) {
    this.loop = loop;
    this.upstream = upstream;
    this.directory = directory;
    this.handover = handover;
    this.entitlement = new Entitlement(handover);
    this.tallies = tallies;
    this.settings = settings;
  }

  /** A runner asks for a task and would wait so long for it. */
  void arrived(RunnerPoll poll, Duration patience) {
    if (poll.isGone()) {
      return;
    }
    if (closed) {
      poll.refuse(CLOSING);
      return;
    }
    if (endedWorkers.containsKey(worker(poll.runnerId(), poll.instanceKey()))) {
      poll.answerEmpty();
      return;
    }
    poll.waitUntil(schedule(patience, () -> expired(poll)));
    polls.computeIfAbsent(poll.runnerId(), id -> new LinkedHashSet<>()).add(poll);
    place(poll);
  }

  /** Its runner hung up, or its answer could not be sent. */
  void gone(RunnerPoll poll) {
    if (poll.isWaiting()) {
      detach(poll);
      return;
    }
    if (poll.given() != null) {
      handover.lostOnTheWay(poll.given());
    }
  }

  /** A runner's worker ends: its polls are answered empty, now and from now on. */
  void workerEnds(RunnerId runnerId, String virtualQueue, String instanceKey) {
    if (!instanceKey.isEmpty()) {
      endedWorkers.put(worker(runnerId, instanceKey), true);
    }
    for (RunnerPoll poll : pollsOf(runnerId)) {
      if (poll.virtualQueue().equals(virtualQueue) && poll.instanceKey().equals(instanceKey)) {
        detach(poll);
        poll.answerEmpty();
      }
    }
  }

  private static String worker(RunnerId runnerId, String instanceKey) {
    return runnerId + "/" + instanceKey;
  }

  /** A runner's standing has changed. */
  void changed(RunnerId runnerId) {
    pollsOf(runnerId).forEach(this::place);
    if (!directory.standing(runnerId).mayFinish()) {
      handover.failHeld(
          runnerId, FailureCode.RUNNER_GONE, "the runner was refused while it had the task");
    }
  }

  /** Has a poll wait for what its runner may take at this moment, and for nothing else. */
  private void place(RunnerPoll poll) {
    RunnerStanding standing = directory.standing(poll.runnerId());
    if (!standing.admitted()) {
      detach(poll);
      tallies.refused.increment();
      poll.refuse(Status.PERMISSION_DENIED.withDescription(standing.refusal()));
      return;
    }
    Set<String> entitled = entitlement.of(poll, standing);
    if (standing.draining() && !entitled.isEmpty()) {
      schedule(Entitlement.FINISHING, () -> placeAgain(poll));
    }
    leave(poll, entitled);
    RealQueue next = mostUrgentParked(entitled);
    if (next != null) {
      RealQueue.Parked parked = next.mostUrgent();
      next.parked().remove(parked);
      parked.end().cancel(false);
      give(poll, next, parked.task());
      return;
    }
    poll.setQueues(entitled);
    for (String name : entitled) {
      RealQueue queue = queue(name, poll.runnerId());
      queue.waiting().add(poll);
      topUp(queue);
    }
  }

  private void placeAgain(RunnerPoll poll) {
    if (poll.isWaiting()) {
      place(poll);
    }
  }

  private RealQueue mostUrgentParked(Set<String> entitled) {
    return entitled.stream()
        .map(queues::get)
        .filter(queue -> queue != null && !queue.parked().isEmpty())
        .min(Comparator.comparing(RealQueue::mostUrgent))
        .orElse(null);
  }

  private void expired(RunnerPoll poll) {
    if (poll.isWaiting()) {
      detach(poll);
      poll.answerEmpty();
    }
  }

  /** Takes a poll out of everything. */
  private void detach(RunnerPoll poll) {
    poll.stopWaiting();
    leave(poll, Set.of());
    polls.computeIfPresent(
        poll.runnerId(),
        (id, all) -> {
          all.remove(poll);
          return all.isEmpty() ? null : all;
        });
  }

  /** Takes a poll out of the queues that it waits for, but for those to keep. */
  private void leave(RunnerPoll poll, Set<String> keep) {
    Set<String> kept = new HashSet<>(poll.queues());
    kept.retainAll(keep);
    for (String name : poll.queues()) {
      RealQueue queue = queues.get(name);
      if (queue != null && !kept.contains(name)) {
        queue.waiting().remove(poll);
        dropIfIdle(queue);
      }
    }
    poll.setQueues(kept);
  }

  private void topUp(RealQueue queue) {
    while (!closed && queue.wantsPoll()) {
      queue.opened();
      RunnerId opener = queue.waiting().iterator().next().runnerId();
      upstream.poll(queue.name(), opener, new PollAnswer(queue));
    }
  }

  private void answered(RealQueue queue, PollActivityTaskQueueResponse task, Duration took) {
    queue.closed();
    boolean empty = task.getTaskToken().isEmpty();
    if (empty && took.compareTo(SUSPICIOUSLY_SHORT) < 0) {
      pause(queue);
      return;
    }
    queue.succeeded();
    if (!empty) {
      dispatch(queue, task);
    }
    topUp(queue);
    dropIfIdle(queue);
  }

  private void failed(RealQueue queue, Status status) {
    queue.closed();
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      topUp(queue);
      dropIfIdle(queue);
      return;
    }
    tallies.upstreamErrors.increment();
    pause(queue);
    if (queue.isFirstError()) {
      log.warn("polling {} at Temporal fails; trying on: {}", queue.name(), status);
    }
  }

  private void pause(RealQueue queue) {
    if (queue.isPausing()) {
      return;
    }
    schedule(
        queue.pauseAfterError(settings),
        () -> {
          queue.resume();
          topUp(queue);
          dropIfIdle(queue);
        });
  }

  private void dispatch(RealQueue queue, PollActivityTaskQueueResponse task) {
    if (closed) {
      handover.handBack(task);
      return;
    }
    RunnerPoll poll = leastRecentlyServed(queue);
    if (poll != null) {
      give(poll, queue, task);
      return;
    }
    RealQueue.Parked[] parked = new RealQueue.Parked[1];
    parked[0] =
        new RealQueue.Parked(
            task,
            System.nanoTime(),
            schedule(
                settings.parkTime(),
                () -> {
                  if (queue.parked().remove(parked[0])) {
                    handover.handBack(task);
                    dropIfIdle(queue);
                  }
                }));
    queue.parked().addLast(parked[0]);
  }

  /** Of the waiting polls whose runner is still there. */
  private RunnerPoll leastRecentlyServed(RealQueue queue) {
    return queue.waiting().stream()
        .filter(poll -> !poll.isGone())
        .min(Comparator.comparingLong(poll -> lastServed.getOrDefault(poll.runnerId(), 0L)))
        .orElse(null);
  }

  private void give(RunnerPoll poll, RealQueue queue, PollActivityTaskQueueResponse task) {
    detach(poll);
    lastServed.put(poll.runnerId(), ++served);
    handover.give(poll, queue.name(), task);
  }

  private RealQueue queue(String name, RunnerId runnerId) {
    return queues.computeIfAbsent(
        name,
        any ->
            new RealQueue(
                name, Entitlement.isOwn(name, runnerId) ? 1 : settings.sharedQueuePolls()));
  }

  private void dropIfIdle(RealQueue queue) {
    if (queue.isIdle()) {
      queues.remove(queue.name(), queue);
    }
  }

  private List<RunnerPoll> pollsOf(RunnerId runnerId) {
    return List.copyOf(polls.getOrDefault(runnerId, Set.of()));
  }

  /** Answers all that wait, and ends the polls at Temporal as far as that is safe. */
  void close() {
    closed = true;
    for (RunnerId runnerId : new HashSet<>(polls.keySet())) {
      for (RunnerPoll poll : pollsOf(runnerId)) {
        detach(poll);
        poll.answerEmpty();
      }
    }
    for (RealQueue queue : new ArrayList<>(queues.values())) {
      queue.parked().forEach(parked -> handover.handBack(parked.task()));
      queue.parked().clear();
      if (queue.open() > 0) {
        upstream.endPolls(queue.name());
      }
    }
  }

  boolean isClosed() {
    return closed;
  }

  int waitingPolls() {
    return polls.values().stream().mapToInt(Set::size).sum();
  }

  int upstreamPolls() {
    return queues.values().stream().mapToInt(RealQueue::open).sum();
  }

  int parkedTasks() {
    return queues.values().stream().mapToInt(queue -> queue.parked().size()).sum();
  }

  private Future<?> schedule(Duration delay, Runnable action) {
    return loop.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Brings Temporal's answer to a poll onto the loop. */
  private final class PollAnswer implements StreamObserver<PollActivityTaskQueueResponse> {
    private final RealQueue queue;
    private final long opened = System.nanoTime();
    private PollActivityTaskQueueResponse task;

    PollAnswer(RealQueue queue) {
      this.queue = queue;
    }

    @Override
    public void onNext(PollActivityTaskQueueResponse value) {
      task = value;
    }

    @Override
    public void onError(Throwable error) {
      loop.execute(() -> failed(queue, Status.fromThrowable(error)));
    }

    @Override
    public void onCompleted() {
      Duration took = Duration.ofNanos(System.nanoTime() - opened);
      loop.execute(() -> answered(queue, task, took));
    }
  }
}
