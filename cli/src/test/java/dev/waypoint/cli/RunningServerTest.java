package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.testing.RealCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server with TLS and a self-signed certificate, as {@code server run} starts it. */
@Timeout(180)
class RunningServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path data;
  private static GatewayServer server;
  private static String address;
  private static String token;

  @TempDir private Path directory;
  private RealCli cli;

  @BeforeAll
  static void serve() {
    GatewayOptions defaults = GatewayOptions.in(data);
    server =
        GatewayServer.start(
            defaults
                .withGrpc(new ListenAddress("127.0.0.1", 0))
                .withHttp(Optional.empty())
                .withEngine(defaults.engine().withEmbedded(Engine.Kind.IN_PROCESS)));
    address = "127.0.0.1:" + server.grpcPort();
    token = server.localUserToken("tester");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void start() {
    cli = new RealCli(directory);
  }

  @Test
  void anUnknownCertificateIsRefusedWithTheNextStep() {
    Result result = cli.run("runner", "list", "-server-addr=" + address);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("is not trusted", "waypoint login -server-tls-skip-verify " + address)
        .doesNotContain("Exception");
  }

  @Test
  void aLoginKeepsTheCertificateThatItSaw() throws Exception {
    Result login = cli.run("login", "-server-tls-skip-verify", "-token=" + token, address);
    assertThat(login.code()).as(login.err()).isZero();
    assertThat(cli.run("context", "inspect").out()).contains("Certificate: trusted as stored");
    assertThat(cli.run("context", "verify").code()).isZero();
  }

  @Test
  void aWrongTokenIsSaidInOneMessage() {
    cli.variable("WAYPOINT_SERVER_TOKEN", "nonsense");
    Result result = cli.run("runner", "list", "-server-addr=" + address, "-server-tls-skip-verify");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("does not accept the token").hasLineCount(1);
  }

  @Test
  void plaintextToATlsPortNamesTheFlag() {
    Result result = cli.run("runner", "list", "-server-addr=" + address, "-server-tls=false");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains(address, "-server-tls");
  }

  @Test
  void nobodyListeningIsSaidAtOnce() {
    Result result = cli.run("runner", "list", "-server-addr=127.0.0.1:1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("cannot reach the server at 127.0.0.1:1", "nothing listens there")
        .hasLineCount(1);
  }

  @Test
  void aSecondServerOnTheSameDataIsRefused() {
    Result result = cli.run("server", "run", "-data-dir=" + data, "-listen-grpc=127.0.0.1:0");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("is in use by another waypoint server");
  }

  @Test
  void aRunnerIsAdoptedBuildsRemotelyAndLeavesWhenAsked() throws Exception {
    cli.run("login", "-server-tls-skip-verify", "-token=" + token, address);
    Files.writeString(
        cli.project().resolve("waypoint.hcl"),
        """
        project = "remote"
        app "web" {
          build {
            use "exec" {
              command = ["sh", "-c", "ls"]
            }
          }
          deploy {
            use "exec" {
              command = ["true"]
            }
          }
        }
        """);
    Interrupts interrupts = Interrupts.byHand();
    RealCli agentHost = new RealCli(directory.resolve("agent"));
    agentHost.variable("WAYPOINT_SERVER_TOKEN", "-");
    Path certificate =
        Files.writeString(
            directory.resolve("server.pem"), server.certificate().orElseThrow().pem());
    CompletableFuture<Result> agent =
        CompletableFuture.supplyAsync(
            () ->
                agentHost.run(
                    interrupts,
                    "runner",
                    "agent",
                    "-name=test",
                    "-label=env=dev",
                    "-server-addr=" + address,
                    "-server-tls-cert=" + certificate,
                    "-cookie=" + server.cookie()));
    await(() -> cli.run("runner", "list", "-pending").out().contains("test"));
    assertThat(cli.run("runner", "adopt", "test").code()).isZero();
    assertThat(cli.run("init").code()).isZero();

    Result build = cli.run("build", "-local=false");
    assertThat(build.code()).as(build.out() + build.err()).isZero();
    assertThat(build.out()).contains("performed by the runner test", "waypoint.hcl");
    assertThat(cli.run("job", "list", "-state=success").out()).contains("Build", "remote");

    interrupts.raise();
    Result left = agent.get(60, TimeUnit.SECONDS);
    assertThat(left.code()).as(left.err()).isZero();
    assertThat(left.out()).contains("Runner configuration", "Runner id: test");
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("what is waited for").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
