package dev.waypoint.cli.command.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.connect.TrustOnFirstUse;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.worker.connect.GatewayChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against servers with TLS and certificates of their own, as an installation starts them. */
@Timeout(180)
class FirstTokenTest {
  private static final ContextName INSTALLED = new ContextName("installed");

  @TempDir private Path directory;
  private ContextStore contexts;
  private GatewayServer server;
  private ServerContext reached;

  @BeforeEach
  void start() {
    contexts = new ContextStore(directory.resolve("contexts"));
    server = serve("data");
    reached = seen(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theFirstTokenIsStoredAndFoundAgain() {
    FirstToken.Kept first = obtain();
    assertThat(contexts.load(INSTALLED).token()).isEqualTo(first.server().token());

    assertThat(obtain().server().token()).isEqualTo(first.server().token());
  }

  @Test
  void aTokenDoesNotGoToAServerWithAnotherCertificate() {
    String token = obtain().server().token().orElseThrow();
    ServerContext before;
    try (GatewayServer other = serve("other")) {
      before = reached.withCertificate(seen(other).certificate()).withToken(Optional.of(token));
    }
    contexts.save(INSTALLED, before);

    assertThatThrownBy(this::obtain)
        .isInstanceOf(CliException.class)
        .hasMessageContainingAll(
            "was set up before", "context 'installed'", "certificate", "login");

    assertThat(contexts.load(INSTALLED)).isEqualTo(before);
  }

  @Test
  void aTokenThatIsNotAcceptedIsNamedWithItsContext() {
    obtain();
    contexts.save(INSTALLED, reached.withToken(Optional.of("wrong")));

    assertThatThrownBy(this::obtain)
        .isInstanceOf(CliException.class)
        .hasMessageContainingAll("context 'installed'", "token")
        .hasMessageNotContaining("wrong");
  }

  private FirstToken.Kept obtain() {
    return new FirstToken(contexts, FirstTokenTest::open).obtain(reached, INSTALLED);
  }

  private GatewayServer serve(String data) {
    GatewayOptions defaults = GatewayOptions.in(directory.resolve(data));
    return GatewayServer.start(
        defaults
            .withGrpc(new ListenAddress("127.0.0.1", 0))
            .withHttp(Optional.empty())
            .withEngine(defaults.engine().withEmbedded(Engine.Kind.IN_PROCESS)));
  }

  private static ServerContext seen(GatewayServer server) {
    return TrustOnFirstUse.pin(ServerContext.of("127.0.0.1:" + server.grpcPort(), true, true));
  }

  private static ServerConnection open(ServerContext context) {
    return ServerConnection.open(
        GatewayChannel::open, new ServerChoice(context, "the installation"));
  }
}
