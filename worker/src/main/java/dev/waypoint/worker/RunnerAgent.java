package dev.waypoint.worker;

import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.run.RunJobActivitiesImpl;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.activities.task.LaunchActivitiesImpl;
import dev.waypoint.worker.AgentListener.Level;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.gateway.GrpcJobGateway;
import dev.waypoint.worker.gateway.TasksAtHand;
import dev.waypoint.workflows.target.RunnerId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner: registers with a gateway, takes jobs, and leaves when it is told to or its work is
 * done.
 *
 * <pre>{@code
 * try (RunnerAgent agent = RunnerAgent.start(options, listener)) {
 *   return agent.await().code().exitStatus();
 * }
 * }</pre>
 *
 * <p>It survives any absence of the gateway. What runs goes on, and is reported when the gateway is
 * back in time; once the engine must take the runner for lost, after about 25 seconds, it stops
 * what runs, since another runner may have been given it.
 */
public final class RunnerAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunnerAgent.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final AgentOptions options;
  private final AgentListener listener;
  private final RunnerId id;
  private final AgentResources resources;
  private final GatewayChannel channel;
  private final ActiveJobs jobs = new ActiveJobs(this::jobEnded);
  private final ActivityWorkers workers;
  private final FirstJobTimer timer;
  private final DirectiveHandler directives;
  private final Presence presence;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final CompletableFuture<ExitReason> exit = new CompletableFuture<>();

  private RunnerAgent(AgentOptions options, AgentListener listener, AgentResources resources)
      throws AgentStartException {
    this.options = options;
    this.listener = listener;
    this.resources = resources;
    this.id = AgentIdentity.of(options, resources.state());
    AgentTokens tokens = AgentTokens.of(options, resources.state(), listener);
    try {
      this.channel = GatewayChannel.open(options.gateway(), tokens.credentials());
    } catch (IllegalArgumentException e) {
      throw new AgentStartException(e.getMessage(), e);
    }
    // goes on beside what is made here
    channel.connect();
    TasksAtHand tasks = new TasksAtHand();
    JobGateway gateway = new GrpcJobGateway(channel.authorised(), tasks);
    RunnerContext context =
        RunnerContexts.of(
            options,
            id,
            resources.jobDirectories().root(),
            text -> listener.message(Level.WARNING, text));
    this.workers =
        new ActivityWorkers(
            channel,
            tokens.credentials(),
            id.value(),
            options.concurrency(),
            new RunJobActivitiesImpl(context, gateway, jobs),
            new LaunchActivitiesImpl(context, gateway),
            tasks);
    Leaving self = new Self();
    this.timer = new FirstJobTimer(options.firstJobTimeout(), jobs, self);
    this.directives =
        new DirectiveHandler(
            id, options.gateway().address(), tokens, workers, timer, self, listener);
    this.presence = new Presence(channel, AgentIdentity.introduction(options, id), directives);
  }

  /**
   * Opens what has to be open (liveness listener, state directory) and begins to connect. Returns
   * without waiting for the gateway.
   *
   * @throws AgentStartException when it can never work like this
   */
  public static RunnerAgent start(AgentOptions options, AgentListener listener)
      throws AgentStartException {
    AgentResources resources =
        AgentResources.open(options, Path.of(System.getProperty("java.io.tmpdir")));
    boolean started = false;
    try {
      RunnerAgent agent = new RunnerAgent(options, listener, resources);
      agent.presence.start();
      if (options.kind() == AgentKind.ON_DEMAND) {
        agent.timer.start();
      }
      started = true;
      return agent;
    } finally {
      if (!started) {
        resources.close();
      }
    }
  }

  public RunnerId id() {
    return id;
  }

  /**
   * Waits until the gateway gives it work.
   *
   * @return false when that took too long, or the agent ended before
   */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return directives.ready().await(limit.toMillis(), TimeUnit.MILLISECONDS) && !exit.isDone();
  }

  /** Waits until it has ended. */
  public ExitReason await() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until it has ended, for so long; empty when it has not. */
  public Optional<ExitReason> await(Duration limit) throws InterruptedException {
    try {
      return Optional.of(exit.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Takes no more work and ends when what runs has ended, at the latest after {@link
   * AgentOptions#drainTimeout}. Returns at once; repeating it has no effect.
   */
  public void drain() {
    leave(new ExitReason(ExitReason.Code.STOPPED, "The runner was stopped."), true);
  }

  /** Drains and waits. Repeating it is harmless. */
  @Override
  public void close() {
    drain();
    try {
      await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void jobEnded() {
    if (options.kind() == AgentKind.ON_DEMAND) {
      leave(new ExitReason(ExitReason.Code.JOB_DONE, "The job is done."), true);
    }
  }

  private void leave(ExitReason reason, boolean finishing) {
    if (leaving.compareAndSet(false, true)) {
      Thread.ofVirtual().name("runner-leaving").start(() -> leaveNow(reason, finishing));
    }
  }

  private void leaveNow(ExitReason reason, boolean finishing) {
    ExitReason outcome = reason;
    try {
      if (finishing) {
        finish();
      } else {
        workers.stop(STOP_LIMIT);
      }
    } catch (RuntimeException e) {
      log.debug("Leaving failed", e);
      outcome = new ExitReason(ExitReason.Code.FAILED, "The runner could not end cleanly.");
    } finally {
      presence.close();
      workers.close();
      channel.close();
      resources.close();
      exit.complete(outcome);
      directives.ready().countDown();
    }
  }

  private void finish() {
    if (jobs.running() > 0 && options.kind() == AgentKind.STATIC) {
      listener.message(
          Level.INFO, "Waiting for %d running job(s) to end.".formatted(jobs.running()));
    }
    if (!workers.drain(options.drainTimeout())) {
      listener.message(
          Level.WARNING,
          "Jobs were still running after %s and were given up.".formatted(options.drainTimeout()));
    }
  }

  private final class Self implements Leaving {
    @Override
    public void leave(ExitReason reason, boolean finishing) {
      RunnerAgent.this.leave(reason, finishing);
    }

    @Override
    public boolean isLeaving() {
      return leaving.get();
    }
  }
}
