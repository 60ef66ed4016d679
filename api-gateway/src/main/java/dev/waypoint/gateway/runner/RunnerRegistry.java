package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.auth.RunnerAdmission;
import dev.waypoint.gateway.proxy.HeldTask;
import dev.waypoint.gateway.proxy.RunnerDirectory;
import dev.waypoint.gateway.proxy.RunnerStanding;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * All runners, in memory and in the database. Every change goes through {@link #change}: it is
 * stored, then seen by the proxy, then told to the runner.
 */
@Singleton
public final class RunnerRegistry implements RunnerDirectory, RunnerAdmission {
  /** How long a gateway's word that a runner is connected counts. */
  static final Duration PRESENCE = Duration.ofSeconds(15);

  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private final RunnerStore store;
  private final KnownTargets targets;
  private final SessionDirector director;
  private final ReplicaId replica;
  private final Clock clock;
  private final Map<RunnerId, RunnerEntry> entries = new ConcurrentHashMap<>();
  private final List<Consumer<RunnerId>> listeners = new CopyOnWriteArrayList<>();
  private volatile Instant refreshed;

  RunnerRegistry(
      RunnerStore store,
      KnownTargets targets,
      SessionDirector director,
      ReplicaId replica,
      Clock clock) {
    this.store = store;
    this.targets = targets;
    this.director = director;
    this.replica = replica;
    this.clock = clock;
    this.refreshed = clock.instant();
    targets.refresh();
    store.all().stream().map(this::withoutStalePresence).forEach(this::put);
    targets.onChange(() -> entries.values().forEach(this::restand));
  }

  /** Runners that an operator is shown, without forgotten ones. */
  public Collection<RunnerRow> runners(boolean withGone) {
    Instant now = clock.instant();
    return entries.values().stream()
        .map(RunnerEntry::row)
        .filter(row -> row.adoption() != Adoption.FORGOTTEN)
        .filter(row -> withGone || !row.gone(now))
        .toList();
  }

  public Optional<RunnerRow> find(RunnerId id) {
    return Optional.ofNullable(entries.get(id))
        .map(RunnerEntry::row)
        .filter(row -> row.adoption() != Adoption.FORGOTTEN);
  }

  /** How many of its job slots are in use; for a runner of another replica: some seconds ago. */
  public int busy(RunnerId id) {
    RunnerEntry entry = entries.get(id);
    return entry == null ? 0 : entry.busy();
  }

  Optional<RunnerEntry> entry(RunnerId id) {
    return Optional.ofNullable(entries.get(id));
  }

  Collection<RunnerEntry> entries() {
    return entries.values();
  }

  /** The entry of a runner that may be new; a new one stands refused until it is changed. */
  RunnerEntry entryOrNew(RunnerRow fresh) {
    return entries.computeIfAbsent(
        fresh.id(),
        id ->
            new RunnerEntry(
                fresh.withAdoption(Adoption.FORGOTTEN, "", Instant.EPOCH),
                RunnerStanding.refused(id, "runner %s is not registered yet".formatted(id))));
  }

  /**
   * Changes a runner's row and lets everybody know.
   *
   * @param step may be done more than once; what it throws comes out, and nothing is changed then
   */
  RunnerRow change(RunnerEntry entry, UnaryOperator<RunnerRow> step) {
    RunnerRow after;
    entry.lock.lock();
    try {
      after = store.change(entry.row(), step);
      apply(entry, after);
    } finally {
      entry.lock.unlock();
    }
    notifyListeners(after.id());
    return after;
  }

  /** Takes over what other replicas changed. Cheap: reads changed rows only. */
  public void refresh() {
    Instant since = refreshed.minus(OVERLAP);
    refreshed = clock.instant();
    for (RunnerRow stored : store.changedSince(since)) {
      RunnerEntry entry = entries.get(stored.id());
      if (entry == null) {
        put(stored);
        notifyListeners(stored.id());
      } else if (entry.row().changedAt().isBefore(stored.changedAt())) {
        takeOver(entry, stored);
      }
    }
  }

  /** Drops what is dropped from the store: runners that left before this time and come no more. */
  void sweep(Instant before) {
    store.sweep(before);
    entries
        .values()
        .removeIf(
            entry ->
                entry.row().changedAt().isBefore(before)
                    && entry.row().gone(clock.instant())
                    && entry.session().isEmpty()
                    && entry.tasks().isEmpty());
  }

  /** Renews this replica's word for the runners that are connected to it. */
  void renewPresence() {
    Instant until = clock.instant().plus(PRESENCE);
    store.renewPresence(replica.value(), until);
    for (RunnerEntry entry : entries.values()) {
      entry.lock.lock();
      try {
        if (entry.session().filter(RunnerSession::isOpen).isPresent()) {
          entry.setRow(entry.row().withPresence(replica.value(), until));
        }
      } finally {
        entry.lock.unlock();
      }
    }
  }

  /** Takes over what other replicas say of the runners that are connected to them. */
  void readPresence() {
    Map<RunnerId, Instant> elsewhere = store.presentElsewhere(replica.value());
    if (elsewhere.isEmpty()) {
      return;
    }
    Map<RunnerId, Integer> running = store.running();
    elsewhere.forEach(
        (id, until) ->
            entry(id).ifPresent(entry -> presentElsewhere(entry, until, running.get(id))));
  }

  private void presentElsewhere(RunnerEntry entry, Instant until, Integer jobs) {
    entry.lock.lock();
    try {
      Optional<String> at = entry.row().replica().filter(other -> !other.equals(replica.value()));
      if (at.isPresent() && entry.session().filter(RunnerSession::isOpen).isEmpty()) {
        entry.setRow(entry.row().withPresence(at.get(), until));
        entry.setBusyElsewhere(jobs == null ? 0 : jobs);
      }
    } finally {
      entry.lock.unlock();
    }
  }

  /** The runner's connection to this replica has ended; it may have another one elsewhere. */
  void absent(RunnerEntry entry, String reason) {
    change(
        entry,
        row ->
            row.replica().filter(at -> !at.equals(replica.value())).isPresent()
                ? row
                : row.withAbsence(reason, clock.instant()));
  }

  @Override
  public RunnerStanding standing(RunnerId runnerId) {
    RunnerEntry entry = entries.get(runnerId);
    return entry == null
        ? RunnerStanding.refused(
            runnerId, "runner %s is not registered: it has to connect first".formatted(runnerId))
        : entry.standing();
  }

  @Override
  public Optional<String> refusal(RunnerId runnerId, boolean finishing) {
    RunnerStanding standing = standing(runnerId);
    boolean allowed = finishing ? standing.mayFinish() : standing.admitted();
    return allowed ? Optional.empty() : Optional.of(standing.refusal());
  }

  @Override
  public Subscription onChange(Consumer<RunnerId> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void delivered(HeldTask task) {
    entry(task.runnerId()).ifPresent(entry -> entry.delivered(task));
  }

  @Override
  public void finished(HeldTask task) {
    entry(task.runnerId()).ifPresent(entry -> entry.finished(task));
  }

  private void takeOver(RunnerEntry entry, RunnerRow stored) {
    entry.lock.lock();
    try {
      boolean here = entry.session().filter(RunnerSession::isOpen).isPresent();
      // Another replica may notice late that the runner left it, and then believe that it is away.
      apply(entry, here ? store.change(stored, this::presentHere) : stored);
    } finally {
      entry.lock.unlock();
    }
    notifyListeners(stored.id());
  }

  private void apply(RunnerEntry entry, RunnerRow row) {
    entry.setRow(row);
    entry.setStanding(standing(entry, row));
    entry.session().ifPresent(session -> director.direct(session, row));
  }

  private RunnerRow presentHere(RunnerRow row) {
    return row.withPresence(replica.value(), clock.instant().plus(PRESENCE));
  }

  private void restand(RunnerEntry entry) {
    entry.lock.lock();
    try {
      entry.setStanding(standing(entry, entry.row()));
    } finally {
      entry.lock.unlock();
    }
    notifyListeners(entry.row().id());
  }

  private RunnerStanding standing(RunnerEntry entry, RunnerRow row) {
    return entry
        .barred()
        .map(why -> RunnerStanding.refused(row.id(), why))
        .orElseGet(() -> Standings.of(row, targets.all()));
  }

  private void put(RunnerRow row) {
    entries.putIfAbsent(row.id(), new RunnerEntry(row, Standings.of(row, targets.all())));
  }

  /** After a restart nobody is connected to this replica, whatever it promised before. */
  private RunnerRow withoutStalePresence(RunnerRow row) {
    boolean stale = row.replica().filter(replica.value()::equals).isPresent();
    return stale ? row.withAbsence("the server was restarted", row.lastSeen()) : row;
  }

  private void notifyListeners(RunnerId id) {
    listeners.forEach(listener -> listener.accept(id));
  }
}
