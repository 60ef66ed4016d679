package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an API of a cluster that only knows what it is asked for here. */
class KubernetesLoginTest {
  private static final String META =
      """
      "metadata": {"name": "waypoint-server", "namespace": "apps",
        "labels": {"app.kubernetes.io/managed-by": "waypoint"}}
      """;

  private final Map<String, String> objects = new ConcurrentHashMap<>();
  @TempDir private Path directory;
  private TestingCli cli;
  private HttpServer cluster;
  private Path kubeconfig;

  @BeforeEach
  void start() throws IOException {
    cli = new TestingCli(directory);
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.createContext(
        "/",
        exchange -> {
          String found = objects.get(exchange.getRequestURI().getPath());
          byte[] body =
              (found == null ? "{\"kind\":\"Status\",\"code\":404}" : found)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(found == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    cluster.start();
    kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: here
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: here, context: {cluster: c, user: u}}]
            """
                .formatted(cluster.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    cluster.stop(0);
    cli.close();
  }

  @Test
  void theServerOfTheClusterBecomesTheDefaultContext() {
    install();
    Result result = login("-token=secret", "-server-tls=false");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(cli.dialled.getLast().address()).isEqualTo("198.51.100.7:9701");
    assertThat(cli.tokens.getLast()).isEqualTo("secret");
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    assertThat(cli.run("context", "inspect").out())
        .contains("198.51.100.7:9701", "kubernetes")
        .doesNotContain("secret");
  }

  @Test
  void withoutATokenItSaysWhereTheServerIsAndThatTheClusterHasNone() {
    install();
    Result result = login();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("-token=TOKEN", "198.51.100.7:9701", "no token is kept in the cluster")
        .hasLineCount(1);
  }

  @Test
  void aNamespaceWithoutAServerIsNamed() {
    Result result = login("-token=secret");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("namespace apps", "-k8s-context");
  }

  @Test
  void anAddressIsNotGivenAsWell() {
    Result result = cli.run("login", "-from-kubernetes", "-token=secret", "elsewhere:1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("leave ADDRESS out");
  }

  private Result login(String... more) {
    String[] words = new String[more.length + 4];
    words[0] = "login";
    words[1] = "-from-kubernetes";
    words[2] = "-from-kubernetes-namespace=apps";
    words[3] = "-k8s-config-path=" + kubeconfig;
    System.arraycopy(more, 0, words, 4, more.length);
    return cli.run(words);
  }

  private void install() {
    objects.put(
        "/apis/apps/v1/namespaces/apps/statefulsets/waypoint-server",
        "{\"apiVersion\": \"apps/v1\", \"kind\": \"StatefulSet\", %s}".formatted(META));
    objects.put(
        "/api/v1/namespaces/apps/services/waypoint-server",
        """
        {"apiVersion": "v1", "kind": "Service", %s,
         "spec": {"type": "LoadBalancer", "clusterIP": "10.0.0.1"},
         "status": {"loadBalancer": {"ingress": [{"ip": "198.51.100.7"}]}}}
        """
            .formatted(META));
  }
}
