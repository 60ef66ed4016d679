package dev.waypoint.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.protocol.v1.BootstrapRequest;
import dev.waypoint.protocol.v1.GetCookieRequest;
import dev.waypoint.protocol.v1.GetServerInfoRequest;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayServerTest {
  @TempDir Path directory;

  @Test
  void bootstrapsOnceAndKeepsTokenAndCookieOverARestart() {
    String token;
    String cookie;
    try (TestingGateway gateway = TestingGateway.start(directory)) {
      ServerServiceGrpc.ServerServiceBlockingStub anonymous =
          ServerServiceGrpc.newBlockingStub(gateway.anonymous());
      assertThat(
              anonymous.getServerInfo(GetServerInfoRequest.getDefaultInstance()).getBootstrapped())
          .isFalse();
      token = anonymous.bootstrap(BootstrapRequest.getDefaultInstance()).getToken();
      assertThatThrownBy(() -> anonymous.bootstrap(BootstrapRequest.getDefaultInstance()))
          .hasMessageContaining("bootstrapped already");
      cookie = cookie(gateway, token);
      assertThat(cookie).matches("WPC[0-9A-Z]{26}");
    }
    try (TestingGateway gateway = TestingGateway.start(directory)) {
      assertThat(cookie(gateway, token)).isEqualTo(cookie);
    }
  }

  @Test
  void canBeBootstrappedOnceMoreByWhoeverRunsIt() {
    try (TestingGateway gateway = TestingGateway.start(directory)) {
      ServerServiceGrpc.ServerServiceBlockingStub anonymous =
          ServerServiceGrpc.newBlockingStub(gateway.anonymous());
      anonymous.bootstrap(BootstrapRequest.getDefaultInstance());
      gateway.server().bootstrapAgain();
      String second = anonymous.bootstrap(BootstrapRequest.getDefaultInstance()).getToken();
      assertThat(cookie(gateway, second)).isNotEmpty();
      assertThatThrownBy(() -> anonymous.bootstrap(BootstrapRequest.getDefaultInstance()))
          .hasMessageContaining("-bootstrap-again");
    }
  }

  @Test
  void refusesADirectoryThatIsInUse() {
    try (TestingGateway _ = TestingGateway.start(directory)) {
      assertThatThrownBy(() -> GatewayServer.start(GatewayOptions.embedded(directory)))
          .hasMessageContaining("in use by another waypoint server")
          .hasMessageContaining(directory.toString());
    }
    TestingGateway.start(directory).close();
  }

  @Test
  void answersHealthAndMetricsOverHttp() throws Exception {
    GatewayOptions options =
        GatewayOptions.embedded(directory).withHttp(Optional.of(new ListenAddress("127.0.0.1", 0)));
    int port;
    try (TestingGateway gateway = TestingGateway.start(options)) {
      port = gateway.server().httpPort().orElseThrow();
      HttpResponse<String> health = get(port, "/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"database\":{\"status\":\"UP\"}");
      assertThat(get(port, "/metrics").body()).contains("jvm_", "waypoint_runners_online 0.0");
      assertThat(get(port, "/env").statusCode()).isEqualTo(404);
    }
    assertThatThrownBy(() -> get(port, "/health")).isInstanceOf(ConnectException.class);
  }

  @Test
  void severalServersRunInOneProcess(@TempDir Path other) {
    try (TestingGateway first = TestingGateway.start(directory);
        TestingGateway second = TestingGateway.start(other)) {
      assertThat(cookie(first, first.token())).isNotEqualTo(cookie(second, second.token()));
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String cookie(TestingGateway gateway, String token) {
    return ServerServiceGrpc.newBlockingStub(gateway.as(token))
        .getCookie(GetCookieRequest.getDefaultInstance())
        .getCookie();
  }
}
