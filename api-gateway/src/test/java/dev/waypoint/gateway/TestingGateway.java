package dev.waypoint.gateway;

import dev.waypoint.gateway.auth.AuthInterceptor;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import dev.waypoint.gateway.engine.EngineOptions;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.ProfileServiceGrpc;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.ProjectServiceGrpc;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc;
import dev.waypoint.protocol.v1.RunnerServiceGrpc;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import dev.waypoint.protocol.v1.TaskServiceGrpc;
import dev.waypoint.protocol.v1.TokenServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.Optional;

/** A real server on a free port, and clients of it. */
public final class TestingGateway implements AutoCloseable {
  private final GatewayServer server;
  private final ManagedChannel channel;
  private final String token;

  private TestingGateway(GatewayServer server, ManagedChannel channel, String token) {
    this.server = server;
    this.channel = channel;
    this.token = token;
  }

  public static TestingGateway start(Path directory) {
    return start(TestingDatabase.configure(GatewayOptions.embedded(directory)));
  }

  /** On an engine that others may use too. */
  public static TestingGateway start(Path directory, EngineOptions engine) {
    return start(TestingDatabase.configure(GatewayOptions.embedded(directory)).withEngine(engine));
  }

  public static TestingGateway start(GatewayOptions options) {
    GatewayServer server = GatewayServer.start(options);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort()).usePlaintext().build();
    TestingGateway gateway = new TestingGateway(server, channel, server.localUserToken("tester"));
    gateway.register("shop");
    return gateway;
  }

  /** Makes a project whose source is a Git repository, unless it is there. */
  public void register(String project) {
    projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(
                    Project.newBuilder()
                        .setName(project)
                        .setDataSource(
                            DataSource.newBuilder()
                                .setGit(DataSource.Git.newBuilder().setUrl("https://git.test/x"))))
                .addUpdate("data_source")
                .build());
  }

  public GatewayServer server() {
    return server;
  }

  public String token() {
    return token;
  }

  /** Calls with the token of a user. */
  public Channel asUser() {
    return as(token);
  }

  public Channel as(String bearer) {
    return with(Optional.of(bearer), Optional.empty());
  }

  public Channel with(Optional<String> bearer, Optional<String> cookie) {
    Metadata headers = new Metadata();
    bearer.ifPresent(text -> headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + text));
    cookie.ifPresent(text -> headers.put(AuthInterceptor.COOKIE, text));
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  public Channel anonymous() {
    return channel;
  }

  public JobServiceGrpc.JobServiceBlockingStub jobs() {
    return JobServiceGrpc.newBlockingStub(asUser());
  }

  public RunnerServiceGrpc.RunnerServiceBlockingStub runners() {
    return RunnerServiceGrpc.newBlockingStub(asUser());
  }

  public ProfileServiceGrpc.ProfileServiceBlockingStub profiles() {
    return ProfileServiceGrpc.newBlockingStub(asUser());
  }

  public TaskServiceGrpc.TaskServiceBlockingStub tasks() {
    return TaskServiceGrpc.newBlockingStub(asUser());
  }

  public ProjectServiceGrpc.ProjectServiceBlockingStub projects() {
    return ProjectServiceGrpc.newBlockingStub(asUser());
  }

  public TokenServiceGrpc.TokenServiceBlockingStub tokens() {
    return TokenServiceGrpc.newBlockingStub(asUser());
  }

  public ServerServiceGrpc.ServerServiceBlockingStub serverService() {
    return ServerServiceGrpc.newBlockingStub(asUser());
  }

  public RunnerAgentServiceGrpc.RunnerAgentServiceBlockingStub agent(String runnerToken) {
    return RunnerAgentServiceGrpc.newBlockingStub(as(runnerToken));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
