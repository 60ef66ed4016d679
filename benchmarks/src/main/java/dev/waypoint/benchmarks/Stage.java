package dev.waypoint.benchmarks;

import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.ProjectServiceGrpc;
import dev.waypoint.worker.AgentKind;
import dev.waypoint.worker.AgentListener;
import dev.waypoint.worker.AgentOptions;
import dev.waypoint.worker.RunnerAgent;
import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.connect.GatewayTarget;
import dev.waypoint.worker.connect.TlsTrust;
import io.grpc.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A server with TLS, a client and mostly a static runner, each with a connection of its own. */
final class Stage implements AutoCloseable {
  private static final int CONCURRENCY = 32;

  private final GatewayServer server;
  private final GatewayTarget target;
  private final String token;
  private final GatewayChannel client;
  private Optional<RunnerAgent> runner = Optional.empty();

  private Stage(GatewayServer server, GatewayTarget target, String token, GatewayChannel client) {
    this.server = server;
    this.target = target;
    this.token = token;
    this.client = client;
  }

  static Stage start(Path directory, Engine.Kind kind) throws Exception {
    return start(options(directory, kind));
  }

  static Stage start(GatewayOptions options) throws Exception {
    Stage stage = withoutRunner(options);
    RunnerAgent runner =
        RunnerAgent.start(
            AgentOptions.builder(stage.target, AgentKind.STATIC)
                .id("benchmark")
                .token(stage.token)
                .concurrency(CONCURRENCY)
                .localDirectory(options.dataDirectory())
                .build(),
            AgentListener.silent());
    if (!runner.awaitReady(Duration.ofSeconds(30))) {
      throw new IllegalStateException("the runner did not become ready");
    }
    stage.runner = Optional.of(runner);
    return stage;
  }

  /** The caller starts one. */
  static Stage startWithoutRunner(Path directory, Engine.Kind kind) {
    return withoutRunner(options(directory, kind));
  }

  private static GatewayOptions options(Path directory, Engine.Kind kind) {
    GatewayOptions options = GatewayOptions.in(directory);
    return options
        .withGrpc(new ListenAddress("127.0.0.1", 0))
        .withHttp(Optional.empty())
        .withEngine(options.engine().withEmbedded(kind));
  }

  private static Stage withoutRunner(GatewayOptions options) {
    GatewayServer server = GatewayServer.start(options);
    String token = server.localUserToken("benchmark");
    GatewayTarget target =
        new GatewayTarget(options.grpc().host(), server.grpcPort(), new TlsTrust.SkipVerify());
    GatewayChannel client =
        GatewayChannel.open(target, new AccessToken(Optional.of(token), Optional.empty()));
    ProjectServiceGrpc.newBlockingStub(client.authorised())
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName(Jobs.PROJECT).addApplications("web"))
                .addUpdate("applications")
                .build());
    return new Stage(server, target, token, client);
  }

  int port() {
    return target.addresses().getFirst().port();
  }

  /** Good for everything, also for a runner. */
  String token() {
    return token;
  }

  Engine engine() {
    return server.engine();
  }

  Channel channel() {
    return client.authorised();
  }

  @Override
  public void close() {
    runner.ifPresent(RunnerAgent::close);
    client.close();
    server.close();
  }
}
