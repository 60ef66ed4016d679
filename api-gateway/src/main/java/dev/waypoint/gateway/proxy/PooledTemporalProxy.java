package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.BindableService;
import io.temporal.api.common.v1.Payloads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy with pooled polls. */
public final class PooledTemporalProxy implements TemporalProxy {
  private static final Logger log = LoggerFactory.getLogger(PooledTemporalProxy.class);
  private static final Duration SWEEP = Duration.ofSeconds(15);
  private static final Duration CLOSING = Duration.ofSeconds(1);
  private static final long CLOSING_STEP_MILLIS = 20;

  private final Loop loop;
  private final HeldTasks held;
  private final Handover handover;
  private final Tallies tallies = new Tallies();
  private final PollPool pool;
  private final TaskAnswers answers;
  private final RunnerTaskService service;
  private final RunnerDirectory.Subscription subscription;
  private final Duration closing;

  /**
   * Begins to serve at once.
   *
   * @param engine its namespace is the one that runners name; not closed here
   * @param companion asked for every job that a runner is given
   * @param tokenKey a secret of 16 bytes or more, the same in all replicas and after every restart
   */
  public PooledTemporalProxy(
      Engine engine,
      RunnerDirectory directory,
      byte[] tokenKey,
      ProxySettings settings,
      TaskCompanion companion,
      Clock clock) {
    TaskTokens tokens = new TaskTokens(tokenKey);
    Upstream upstream = new Upstream(engine.stubs(), engine.namespace(), settings);
    loop = new Loop();
    closing = engine.durable() ? CLOSING : Duration.ZERO;
    held = new HeldTasks(directory, clock);
    handover = new Handover(upstream, held, tokens, tallies, companion);
    pool = new PollPool(loop, upstream, directory, handover, tallies, settings);
    answers = new TaskAnswers(upstream, directory, handover, held, tokens, tallies);
    service =
        new RunnerTaskService(
            pool, loop, answers, directory, engine.namespace(), tallies, settings);
    subscription = directory.onChange(id -> loop.execute(() -> pool.changed(id)));
    loop.scheduleWithFixedDelay(
        held::dropSilent, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public BindableService service() {
    return service;
  }

  @Override
  public int failHeld(RunnerId runnerId, FailureCode code) {
    return handover.failHeld(runnerId, code, "the runner is gone");
  }

  @Override
  public List<HeldTask> held(RunnerId runnerId) {
    return held.of(runnerId);
  }

  @Override
  public CompletableFuture<Boolean> complete(
      RunnerId runnerId, ByteString taskToken, Payloads result) {
    return answers.complete(runnerId, taskToken, result);
  }

  @Override
  public ProxyCounters counters() {
    return onLoop(
        () ->
            new ProxyCounters(
                pool.waitingPolls(),
                pool.upstreamPolls(),
                pool.parkedTasks(),
                held.size(),
                tallies.delivered.sum(),
                tallies.handedBack.sum(),
                tallies.failedForRunner.sum(),
                tallies.completed.sum(),
                tallies.refused.sum(),
                tallies.upstreamErrors.sum()));
  }

  private <T> T onLoop(Supplier<T> question) {
    if (loop.isShutdown()) {
      return question.get();
    }
    try {
      return CompletableFuture.supplyAsync(question, loop).get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the proxy", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the proxy does not answer", e);
    }
  }

  @Override
  public void close() {
    if (loop.isShutdown()) {
      return;
    }
    subscription.close();
    CompletableFuture<Void> quiet = new CompletableFuture<>();
    CompletableFuture<Void> answered = CompletableFuture.runAsync(pool::close, loop);
    answered.thenRunAsync(() -> awaitQuiet(quiet), loop);
    try {
      answered.get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
      quiet.get(closing.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("polls stay open at Temporal; what it matches to them is placed again by timeout");
    }
    loop.shutdownNow();
  }

  private void awaitQuiet(CompletableFuture<Void> quiet) {
    if (pool.upstreamPolls() == 0) {
      quiet.complete(null);
      return;
    }
    loop.schedule(() -> awaitQuiet(quiet), CLOSING_STEP_MILLIS, TimeUnit.MILLISECONDS);
  }
}
