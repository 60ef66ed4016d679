package dev.waypoint.gateway.boot;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.job.WorkflowWorker;
import dev.waypoint.gateway.proxy.TemporalProxy;
import dev.waypoint.gateway.runner.RunnerUpkeep;
import dev.waypoint.gateway.server.ServerVersion;
import dev.waypoint.gateway.server.SettingsStore;
import dev.waypoint.gateway.snapshot.ExitRequest;
import dev.waypoint.gateway.snapshot.Snapshots;
import dev.waypoint.gateway.store.DataDirectory;
import dev.waypoint.gateway.tls.Certificates;
import dev.waypoint.gateway.tls.ServerCertificate;
import dev.waypoint.gateway.token.TokenRequest;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.gateway.web.HttpListener;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. Several can run in one process, each with a data directory of its own.
 *
 * <pre>{@code
 * try (GatewayServer server = GatewayServer.start(GatewayOptions.embedded(directory))) {
 *   connect("127.0.0.1:" + server.grpcPort(), server.localUserToken());
 * }
 * }</pre>
 */
public final class GatewayServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GatewayServer.class);
  private static final Duration LOCAL_TOKEN_LIFE = Duration.ofHours(24);

  private final GatewayOptions options;
  private final DataDirectory directory;
  private final ApplicationContext context;
  private final Optional<ServerCertificate> certificate;
  private final AtomicBoolean closed = new AtomicBoolean();

  private GatewayServer(
      GatewayOptions options,
      DataDirectory directory,
      ApplicationContext context,
      Optional<ServerCertificate> certificate) {
    this.options = options;
    this.directory = directory;
    this.context = context;
    this.certificate = certificate;
  }

  /**
   * Starts a server; returns once it answers calls. What was unfinished goes on.
   *
   * @throws RuntimeException when it cannot start, with a message for the operator; nothing of it
   *     remains then
   */
  public static GatewayServer start(GatewayOptions options) {
    DataDirectory directory = DataDirectory.open(options.dataDirectory());
    ApplicationContext context = null;
    GatewayServer server = null;
    try {
      Clock clock = Clock.systemUTC();
      Optional<ServerCertificate> certificate = Certificates.of(options, directory, clock);
      context = context(options, directory, certificate, clock);
      server = new GatewayServer(options, directory, context.start(), certificate);
      server.startListening();
      return server;
    } catch (RuntimeException e) {
      if (server != null) {
        server.close();
      } else {
        if (context != null) {
          context.close();
        }
        directory.close();
      }
      throw e;
    }
  }

  public int grpcPort() {
    return context.getBean(GrpcPort.class).get();
  }

  /** Empty when the server was started without HTTP. */
  public Optional<Integer> httpPort() {
    return options.http().map(any -> context.getBean(HttpListener.class).port());
  }

  /** Empty when the server talks plaintext. */
  public Optional<ServerCertificate> certificate() {
    return certificate;
  }

  public String cookie() {
    return context.getBean(SettingsStore.class).get().cookie();
  }

  /** One line about the engine, for the log at start. */
  public String engineDescription() {
    return context.getBean(Engine.class).describe();
  }

  /** Where workflows run, for programs that measure or inspect it; closed with this server. */
  public Engine engine() {
    return context.getBean(Engine.class);
  }

  /** Lets the server be bootstrapped once more; for owners who have lost every operator's token. */
  public void bootstrapAgain() {
    context.getBean(SettingsStore.class).unbootstrap();
    context
        .getBean(AuditLog.class)
        .recordBy("server run", AuditAction.SERVER_BOOTSTRAP, "server", "may be repeated once");
  }

  /** A token of a user, for the program that this server is embedded in; good for a day. */
  public String localUserToken(String user) {
    TokenRequest request =
        TokenRequest.user(user, Optional.of(Clock.systemUTC().instant().plus(LOCAL_TOKEN_LIFE)));
    return context.getBean(Tokens.class).issue(request, "embedded").text();
  }

  /** Runs it when an operator has asked this server to end, as a restore can. */
  public void onExitRequested(Runnable step) {
    context.getBean(ExitRequest.class).onAsked(step);
  }

  /**
   * Ends all connections and stops; what runs on runners goes on and is picked up by the next
   * start. Idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      quietly("upkeep", () -> context.getBean(Upkeep.class).close());
      quietly("connections", () -> context.getBean(RunnerUpkeep.class).close());
      quietly("proxy", () -> context.getBean(TemporalProxy.class).close());
      quietly("gRPC", () -> context.getBean(GrpcListener.class).close());
      quietly("workflows", () -> context.getBean(WorkflowWorker.class).close());
      quietly("context", context::close);
    } finally {
      directory.close();
    }
  }

  private static ApplicationContext context(
      GatewayOptions options,
      DataDirectory directory,
      Optional<ServerCertificate> certificate,
      Clock clock) {
    ApplicationContextBuilder builder =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .deduceCloudEnvironment(false)
            .environmentPropertySource(false)
            .properties(ContextProperties.of(options, directory, certificate))
            .singletons(options, directory, clock);
    certificate.ifPresent(builder::singletons);
    return builder.build();
  }

  private void startListening() {
    context.getBean(Snapshots.class).restoreStaged(context.getBean(ServerVersion.class).value());
    context.getBean(EngineCloser.class);
    context.getBean(WorkflowWorker.class).start();
    context.getBean(GrpcListener.class).start();
    if (options.http().isPresent()) {
      context.getBean(HttpListener.class).start();
    }
    context.getBean(Upkeep.class).start();
    log.info("{}", engineDescription());
  }

  private static void quietly(String part, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.warn("closing {} failed", part, e);
    }
  }
}
