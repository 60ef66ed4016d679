package dev.waypoint.worker;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.run.RunJobActivitiesImpl;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.activities.task.LaunchActivitiesImpl;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.worker.AgentListener.Level;
import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.gateway.GrpcJobGateway;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * <p>It survives any absence of the gateway: what runs goes on, and is reported when the gateway is
 * back.
 */
public final class RunnerAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunnerAgent.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration JOB_TIMER = Duration.ofMillis(200);

  private final AgentOptions options;
  private final AgentListener listener;
  private final RunnerId id;
  private final Optional<StateDirectory> state;
  private final Optional<LivenessListener> liveness;
  private final AccessToken credentials;
  private final GatewayChannel channel;
  private final ActiveJobs jobs = new ActiveJobs(this::jobEnded);
  private final ActivityWorkers workers;
  private final Presence presence;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final AtomicBoolean connected = new AtomicBoolean(true);
  private final Deque<Optional<String>> otherTokens = new ArrayDeque<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CompletableFuture<ExitReason> exit = new CompletableFuture<>();
  private volatile boolean drainedByServer;
  private volatile boolean warm;
  private volatile Instant lostAt;

  private RunnerAgent(
      AgentOptions options,
      AgentListener listener,
      RunnerId id,
      Optional<StateDirectory> state,
      Optional<LivenessListener> liveness,
      AccessToken credentials)
      throws AgentStartException {
    this.options = options;
    this.listener = listener;
    this.id = id;
    this.state = state;
    this.liveness = liveness;
    this.credentials = credentials;
    if (!credentials.token().equals(options.token()) && options.token().isPresent()) {
      otherTokens.add(options.token());
    }
    if (credentials.token().isPresent() && options.cookie().isPresent()) {
      otherTokens.add(Optional.empty());
    }
    try {
      this.channel = GatewayChannel.open(options.gateway(), credentials);
    } catch (IllegalArgumentException e) {
      throw new AgentStartException(e.getMessage(), e);
    }
    JobGateway gateway = new GrpcJobGateway(channel.authorised());
    RunnerContext context =
        RunnerContexts.of(options, id, text -> listener.message(Level.WARNING, text));
    this.workers =
        new ActivityWorkers(
            channel,
            credentials,
            id.value(),
            options.concurrency(),
            new RunJobActivitiesImpl(context, gateway, jobs),
            new LaunchActivitiesImpl(context, gateway));
    this.presence = new Presence(channel, request(), new Directives());
  }

  /**
   * Opens what has to be open (liveness listener, state directory) and begins to connect. Returns
   * without waiting for the gateway.
   *
   * @throws AgentStartException when it can never work like this
   */
  public static RunnerAgent start(AgentOptions options, AgentListener listener)
      throws AgentStartException {
    Optional<LivenessListener> liveness = Optional.empty();
    Optional<StateDirectory> state = Optional.empty();
    boolean started = false;
    try {
      if (options.livenessAddress().isPresent()) {
        liveness = Optional.of(LivenessListener.open(options.livenessAddress().get()));
      }
      if (options.stateDirectory().isPresent()) {
        state = Optional.of(StateDirectory.open(options.stateDirectory().get()));
      }
      RunnerId id = identify(options, state);
      Optional<String> stored = state.isPresent() ? state.get().token() : Optional.<String>empty();
      AccessToken credentials = new AccessToken(stored.or(options::token), options.cookie());
      RunnerAgent agent = new RunnerAgent(options, listener, id, state, liveness, credentials);
      agent.presence.start();
      agent.startJobTimer();
      started = true;
      return agent;
    } finally {
      if (!started) {
        liveness.ifPresent(LivenessListener::close);
        state.ifPresent(StateDirectory::close);
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
    return ready.await(limit.toMillis(), TimeUnit.MILLISECONDS) && !exit.isDone();
  }

  /** Waits until it has ended. */
  public ExitReason await() throws InterruptedException {
    try {
      return exit.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until it has ended, for so long; empty when it has not. */
  public Optional<ExitReason> await(Duration limit) throws InterruptedException {
    try {
      return Optional.of(exit.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (java.util.concurrent.TimeoutException e) {
      return Optional.empty();
    } catch (java.util.concurrent.ExecutionException e) {
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
      exit.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static RunnerId identify(AgentOptions options, Optional<StateDirectory> state)
      throws AgentStartException {
    try {
      if (options.id().isPresent()) {
        return new RunnerId(options.id().get());
      }
      if (state.isPresent() && state.get().id().isPresent()) {
        return new RunnerId(state.get().id().get());
      }
    } catch (IllegalArgumentException e) {
      throw new AgentStartException(e.getMessage(), e);
    }
    RunnerId made = new RunnerId(UlidCreator.getMonotonicUlid().toString());
    if (state.isPresent()) {
      state.get().writeId(made.value());
    }
    return made;
  }

  private ConnectRequest request() {
    return ConnectRequest.newBuilder()
        .setId(id.value())
        .setKind(
            switch (options.kind()) {
              case STATIC -> RunnerKind.STATIC;
              case ON_DEMAND -> RunnerKind.ON_DEMAND;
              case CLI -> RunnerKind.CLI_RUNNER;
            })
        .putAllLabels(options.labels())
        .setConcurrency(options.concurrency())
        .setVersion(options.version())
        .setInstance(UUID.randomUUID().toString())
        .build();
  }

  /**
   * Ends an on-demand runner that has nothing to wait for: no job came in time, or, where it was
   * started ahead and may wait long, the server has been away for that time.
   */
  private void startJobTimer() {
    if (options.kind() != AgentKind.ON_DEMAND) {
      return;
    }
    Thread.ofVirtual()
        .name("first-job-timer")
        .start(
            () -> {
              try {
                Instant since = Instant.now();
                while (!jobs.anyBegun() && !exit.isDone()) {
                  Instant waiting = warm ? lostAt : since;
                  if (waiting != null
                      && Instant.now().isAfter(waiting.plus(options.firstJobTimeout()))) {
                    leave(withoutJob(), true);
                    return;
                  }
                  Thread.sleep(JOB_TIMER);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private ExitReason withoutJob() {
    return new ExitReason(
        ExitReason.Code.NO_JOB,
        (warm ? "The server was away for %d seconds." : "No job came within %d seconds.")
            .formatted(options.firstJobTimeout().toSeconds()));
  }

  private void jobEnded() {
    if (options.kind() == AgentKind.ON_DEMAND) {
      leave(new ExitReason(ExitReason.Code.JOB_DONE, "The job is done."), true);
    }
  }

  private void leave(ExitReason reason, boolean finishing) {
    if (!leaving.compareAndSet(false, true)) {
      return;
    }
    Thread.ofVirtual().name("runner-leaving").start(() -> leaveNow(reason, finishing));
  }

  private void leaveNow(ExitReason reason, boolean finishing) {
    ExitReason outcome = reason;
    try {
      if (finishing && jobs.running() > 0 && options.kind() == AgentKind.STATIC) {
        listener.message(
            Level.INFO, "Waiting for %d running job(s) to end.".formatted(jobs.running()));
      }
      if (!finishing) {
        workers.stop(STOP_LIMIT);
      } else if (!workers.drain(options.drainTimeout())) {
        listener.message(
            Level.WARNING,
            "Jobs were still running after %s and were given up."
                .formatted(options.drainTimeout()));
      }
    } catch (RuntimeException e) {
      log.debug("Leaving failed", e);
      outcome = new ExitReason(ExitReason.Code.FAILED, "The runner could not end cleanly.");
    } finally {
      presence.close();
      workers.close();
      channel.close();
      liveness.ifPresent(LivenessListener::close);
      state.ifPresent(StateDirectory::close);
      exit.complete(outcome);
      ready.countDown();
    }
  }

  /** What the gateway says, and what is done about it. */
  private final class Directives implements Presence.Handler {
    @Override
    public boolean directive(RunnerDirective directive) {
      switch (directive.getDirectiveCase()) {
        case WAITING -> waiting(directive.getWaiting());
        case WORK -> work(directive.getWork());
        case DRAIN -> drained(directive.getDrain());
        case RENEWED -> renewed(directive.getRenewed());
        case REFUSED -> {
          refused(directive.getRefused());
          return false;
        }
        case PING, DIRECTIVE_NOT_SET -> {}
      }
      return true;
    }

    @Override
    public void lost(Status status) {
      workers.pause();
      lostAt = lostAt == null ? Instant.now() : lostAt;
      if (connected.compareAndSet(true, false) && !leaving.get()) {
        listener.message(
            Level.WARNING,
            "No connection to %s (%s); trying until it is back."
                .formatted(options.gateway().address(), words(status)));
      }
    }

    @Override
    public boolean denied(Status status) {
      if (status.getCode() == Status.Code.UNAUTHENTICATED && !otherTokens.isEmpty()) {
        Optional<String> next = otherTokens.removeFirst();
        listener.message(
            Level.WARNING,
            next.isPresent()
                ? "The server does not accept the stored token; using the one that was given."
                : "The server does not accept the token; asking for adoption instead.");
        next.ifPresentOrElse(credentials::replace, credentials::forget);
        return true;
      }
      leave(
          new ExitReason(
              ExitReason.Code.FAILED, "The server does not accept this runner: " + words(status)),
          false);
      return false;
    }

    private void waiting(RunnerDirective.Waiting waiting) {
      connected.set(true);
      listener.message(
          Level.INFO,
          waiting.getMessage().isEmpty()
              ? "Waiting for adoption: run `waypoint runner adopt %s`.".formatted(id)
              : waiting.getMessage());
    }

    private void work(RunnerDirective.Work work) {
      if (leaving.get()) {
        return;
      }
      warm = work.getWarm();
      lostAt = null;
      if (!work.getToken().isEmpty()) {
        keep(work.getToken());
      }
      try {
        workers.work(work);
      } catch (StatusRuntimeException e) {
        // The stream is opened again, which brings the directive once more.
        throw e.getStatus().getCode() == Status.Code.UNAVAILABLE
            ? e
            : Status.UNAVAILABLE
                .withDescription(words(e.getStatus()))
                .withCause(e)
                .asRuntimeException();
      }
      boolean first = ready.getCount() > 0;
      if (!connected.getAndSet(true)) {
        listener.message(
            Level.INFO, "Connected to %s again.".formatted(options.gateway().address()));
      } else if (first) {
        listener.message(Level.INFO, "Runner %s is ready for jobs.".formatted(id));
      } else if (drainedByServer) {
        listener.message(Level.INFO, "Taking jobs again.");
      }
      drainedByServer = false;
      ready.countDown();
    }

    private void renewed(RunnerDirective.Renewed renewed) {
      keep(renewed.getToken());
      listener.message(
          Level.INFO,
          "The token was renewed; it is good until %s."
              .formatted(Instant.ofEpochSecond(renewed.getExpires().getSeconds())));
    }

    private void keep(String token) {
      credentials.replace(token);
      if (state.isPresent()) {
        try {
          state.get().writeToken(token);
        } catch (AgentStartException e) {
          listener.message(Level.WARNING, e.getMessage());
        }
      }
    }

    private void drained(RunnerDirective.Drain drain) {
      if (drain.getExit()) {
        leave(new ExitReason(ExitReason.Code.DRAINED, "The server drained this runner."), true);
        return;
      }
      workers.pause();
      drainedByServer = true;
      listener.message(Level.INFO, "Draining: taking no more jobs.");
    }

    private void refused(RunnerDirective.Refused refused) {
      ExitReason.Code code =
          switch (refused.getCode()) {
            case "REJECTED" -> ExitReason.Code.REJECTED;
            case "FORGOTTEN" -> ExitReason.Code.FORGOTTEN;
            case "EXPIRED" -> ExitReason.Code.EXPIRED;
            case "REVOKED" -> ExitReason.Code.REVOKED;
            case "DUPLICATE" -> ExitReason.Code.DUPLICATE;
            case "NO_JOB" -> ExitReason.Code.NO_JOB;
            default -> ExitReason.Code.FAILED;
          };
      String message =
          refused.getMessage().isEmpty()
              ? "The server refused this runner (%s).".formatted(refused.getCode())
              : refused.getMessage();
      leave(new ExitReason(code, message), code == ExitReason.Code.REJECTED);
    }

    private static String words(Status status) {
      String description =
          status.getDescription() == null ? status.getCode().name() : status.getDescription();
      Throwable root = status.getCause();
      while (root != null && root.getCause() != null) {
        root = root.getCause();
      }
      return root == null || root.getMessage() == null || root instanceof StatusRuntimeException
          ? description.lines().findFirst().orElse("")
          : root.getMessage();
    }
  }
}
