package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an HTTP fake. */
class KubernetesConfigSourceTest {
  private static final String APPS = "/api/v1/namespaces/apps/";

  @TempDir private Path directory;
  private TestingApiServer server;
  private ConfigSource source;

  @BeforeEach
  void start() throws Exception {
    server =
        new TestingApiServer()
            .on(
                APPS + "configmaps/web",
                200,
                """
                {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"web"},
                 "data":{"level":"debug","url":"http://x"},"binaryData":{"blob":"YmluYXJ5"}}
                """)
            .on(
                APPS + "secrets/db",
                200,
                """
                {"kind":"Secret","apiVersion":"v1","metadata":{"name":"db"},
                 "data":{"password":"czNjcmV0"}}
                """)
            .on(
                "/api/v1/namespaces/other/configmaps/web",
                200,
                """
                {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"web"},
                 "data":{"level":"warn"}}
                """)
            .on(
                APPS + "secrets/locked",
                403,
                """
                {"kind":"Status","apiVersion":"v1","status":"Failure","code":403,
                 "message":"secrets \\"locked\\" is forbidden","reason":"Forbidden"}
                """);
    source = source(server.kubeconfig(directory));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ConfigSource source(Path kubeconfig) throws Exception {
    return new KubernetesPlugin()
        .configSource()
        .orElseThrow()
        .create(Map.of("kubeconfig", kubeconfig.toString()));
  }

  private List<String> read(List<Map<String, String>> requests) throws Exception {
    return source.read(requests);
  }

  @Test
  void configMapsAndSecretsAreReadOnceEach() throws Exception {
    assertThat(
            read(
                List.of(
                    Map.of("name", "web", "key", "level"),
                    Map.of("name", "db", "key", "password", "secret", "true"),
                    Map.of("name", "web", "key", "url"),
                    Map.of("name", "web", "key", "blob"),
                    Map.of("name", "web", "key", "level", "namespace", "other"))))
        .containsExactly("debug", "s3cret", "http://x", "binary", "warn");
    assertThat(server.asked()).containsOnlyOnce(APPS + "configmaps/web");
  }

  @Test
  void whatIsNotThereIsNamedWithoutAnyValue() {
    assertThatThrownBy(() -> read(List.of(Map.of("name", "none", "key", "k"))))
        .isInstanceOf(PluginException.class)
        .hasMessage("there is no config map apps/none");
    assertThatThrownBy(() -> read(List.of(Map.of("name", "web", "key", "k"))))
        .isInstanceOf(PluginException.class)
        .hasMessage("the config map apps/web has no key \"k\"; it has: blob, level, url");
  }

  @Test
  void aRefusalOfTheServerIsTold() {
    assertThatThrownBy(() -> read(List.of(Map.of("name", "locked", "key", "k", "secret", "true"))))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("cannot read the secret apps/locked")
        .hasMessageContaining("forbidden");
  }

  @Test
  void wrongRequestsAreRefusedBeforeAnythingIsAsked() {
    assertThatThrownBy(() -> read(List.of(Map.of("name", "web", "keys", "k"))))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("name and key")
        .hasMessageContaining("not with keys");
    assertThatThrownBy(() -> read(List.of(Map.of("name", "web", "key", "k", "secret", "maybe"))))
        .hasMessageContaining("neither true nor false");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aClusterThatDoesNotAnswerIsTold() throws IOException, Exception {
    server.close();

    assertThatThrownBy(() -> read(List.of(Map.of("name", "web", "key", "k"))))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("does not answer");
  }
}
