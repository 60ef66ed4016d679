package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.target.RunnerId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Runners in memory, changed by tests. */
final class TestingRunnerDirectory implements RunnerDirectory {
  private final Map<RunnerId, RunnerStanding> standings = new ConcurrentHashMap<>();
  private final List<Consumer<RunnerId>> listeners = new CopyOnWriteArrayList<>();
  private final List<HeldTask> delivered = new CopyOnWriteArrayList<>();
  private final List<HeldTask> finished = new CopyOnWriteArrayList<>();
  private volatile Consumer<HeldTask> onDelivery = task -> {};

  void admit(RunnerId id, String... queues) {
    put(RunnerStanding.admitted(id, Set.of(queues), Set.of()));
  }

  void drain(RunnerId id) {
    RunnerStanding now = standing(id);
    put(new RunnerStanding(id, true, true, "", now.jobQueues(), now.launchQueues()));
  }

  void reject(RunnerId id) {
    put(RunnerStanding.refused(id, "runner %s was rejected".formatted(id)));
  }

  void put(RunnerStanding standing) {
    standings.put(standing.runnerId(), standing);
    listeners.forEach(listener -> listener.accept(standing.runnerId()));
  }

  /** Called while a task is being given out, before the runner can know of it. */
  void onDelivery(Consumer<HeldTask> action) {
    onDelivery = action;
  }

  List<HeldTask> delivered() {
    return delivered;
  }

  List<HeldTask> finished() {
    return finished;
  }

  @Override
  public RunnerStanding standing(RunnerId id) {
    return standings.getOrDefault(id, RunnerStanding.refused(id, "runner " + id + " is unknown"));
  }

  @Override
  public Subscription onChange(Consumer<RunnerId> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void delivered(HeldTask task) {
    delivered.add(task);
    onDelivery.accept(task);
  }

  @Override
  public void finished(HeldTask task) {
    finished.add(task);
  }
}
