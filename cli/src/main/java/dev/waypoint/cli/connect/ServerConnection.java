package dev.waypoint.cli.connect;

import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.AccessServiceGrpc;
import dev.waypoint.protocol.v1.AdoptionRuleServiceGrpc;
import dev.waypoint.protocol.v1.ConfigServiceGrpc;
import dev.waypoint.protocol.v1.GetServerInfoRequest;
import dev.waypoint.protocol.v1.GetServerInfoResponse;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.ProfileServiceGrpc;
import dev.waypoint.protocol.v1.ProjectServiceGrpc;
import dev.waypoint.protocol.v1.RunnerServiceGrpc;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import dev.waypoint.protocol.v1.TaskServiceGrpc;
import dev.waypoint.protocol.v1.TokenServiceGrpc;
import dev.waypoint.protocol.v1.TriggerServiceGrpc;
import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.connect.GatewayTarget;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An open connection. The stubs that it gives out are for one call each: their deadline runs from
 * the moment of asking for them.
 */
public final class ServerConnection implements AutoCloseable {
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private final ServerContext server;
  private final GatewayTarget target;
  private final GatewayChannel channel;
  private final GetServerInfoResponse info;
  private final Optional<AutoCloseable> embedded;

  private ServerConnection(
      ServerContext server,
      GatewayTarget target,
      GatewayChannel channel,
      GetServerInfoResponse info,
      Optional<AutoCloseable> embedded) {
    this.server = server;
    this.target = target;
    this.channel = channel;
    this.info = info;
    this.embedded = embedded;
  }

  /**
   * Connects and asks the server who it is; waits at most 10 seconds.
   *
   * @throws CliException if that fails, with the address and the next step
   */
  public static ServerConnection open(Connector connector, ServerChoice choice) {
    return open(connector, choice, Optional.empty());
  }

  /**
   * The same to a server of this process, which ends with the connection.
   *
   * @param embedded closed together with the connection
   */
  static ServerConnection open(
      Connector connector, ServerChoice choice, Optional<AutoCloseable> embedded) {
    ServerContext server = choice.server();
    GatewayTarget target = choice.target();
    GatewayChannel channel = channel(connector, server, target);
    try {
      GetServerInfoResponse info =
          ServerServiceGrpc.newBlockingStub(channel.authorised())
              .withDeadlineAfter(DIAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .getServerInfo(GetServerInfoRequest.getDefaultInstance());
      return new ServerConnection(server, target, channel, info, embedded);
    } catch (StatusRuntimeException e) {
      channel.close();
      throw DialFailure.of(e, target, choice.origin());
    }
  }

  public GatewayTarget target() {
    return target;
  }

  public ServerContext server() {
    return server;
  }

  /** What the server told about itself when the connection was made. */
  public GetServerInfoResponse info() {
    return info;
  }

  /** Whether the server is part of this process. */
  public boolean isEmbedded() {
    return embedded.isPresent();
  }

  public JobServiceGrpc.JobServiceBlockingStub jobs() {
    return JobServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Without a deadline, for calls that last as long as a job, and for uploads. */
  public Channel channel() {
    return channel.authorised();
  }

  public RunnerServiceGrpc.RunnerServiceBlockingStub runners() {
    return RunnerServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public ProfileServiceGrpc.ProfileServiceBlockingStub profiles() {
    return ProfileServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public ProjectServiceGrpc.ProjectServiceBlockingStub projects() {
    return ProjectServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public TaskServiceGrpc.TaskServiceBlockingStub tasks() {
    return TaskServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public ConfigServiceGrpc.ConfigServiceBlockingStub config() {
    return ConfigServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public TokenServiceGrpc.TokenServiceBlockingStub tokens() {
    return TokenServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public AccessServiceGrpc.AccessServiceBlockingStub access() {
    return AccessServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public AdoptionRuleServiceGrpc.AdoptionRuleServiceBlockingStub adoptionRules() {
    return AdoptionRuleServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public TriggerServiceGrpc.TriggerServiceBlockingStub triggers() {
    return TriggerServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  public ServerServiceGrpc.ServerServiceBlockingStub admin() {
    return ServerServiceGrpc.newBlockingStub(channel())
        .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets the next call connect at once, however often connecting has failed before. */
  public void retryNow() {
    channel.plain().resetConnectBackoff();
  }

  @Override
  public void close() {
    channel.close();
    embedded.ifPresent(ServerConnection::closeQuietly);
  }

  private static GatewayChannel channel(
      Connector connector, ServerContext server, GatewayTarget target) {
    try {
      return connector.connect(target, new AccessToken(server.token(), Optional.empty()));
    } catch (IllegalArgumentException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new CliException("the embedded server did not close: " + e.getMessage(), e);
    }
  }
}
