package dev.waypoint.plugin.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Health;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.component.Registry;
import dev.waypoint.sdk.component.Release;
import dev.waypoint.sdk.component.ReleaseManager;
import dev.waypoint.sdk.component.StatusReport;
import dev.waypoint.sdk.config.ConfigException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecPlatformTest extends ExecTestBase {
  private static final Artifact IMAGE = new Artifact(Map.of("image", "web", "git.ref", "abc"));

  @Test
  void aDeploymentKnowsItsArtifactAndItsUrl() throws Exception {
    Platform platform =
        platform(
            "printf 'URL=http://x/\\npid=7\\n' > $WAYPOINT_OUTPUT;"
                + " echo $ARTIFACT_IMAGE $ARTIFACT_GIT_REF $WAYPOINT_DEPLOYMENT_ID",
            Map.of("idempotent", true));
    Deployment deployment = platform.deploy(context, IMAGE);
    assertThat(deployment)
        .isEqualTo(
            new Deployment(
                context.operationId(),
                1,
                Map.of("url", "http://x/", "pid", "7"),
                Optional.of("http://x/")));
    assertThat(context.terminal().outText()).isEqualTo("web abc " + deployment.id() + "\n");
    assertThat(platform.idempotent()).isTrue();
    assertThat(platform("true", Map.of()).idempotent()).isFalse();
  }

  @Test
  void destroyingRunsItsCommandWithTheDeploymentsData() throws Exception {
    Platform platform =
        platform(
            "false",
            Map.of(
                "destroy",
                Map.of("command", sh("echo $DEPLOYMENT_PID $DEPLOYMENT_URL v$WAYPOINT_SEQUENCE"))));
    platform.destroy(context, new Deployment("d1", 4, Map.of("pid", "7"), Optional.of("http://x")));
    assertThat(context.terminal().outText()).isEqualTo("7 http://x v4\n");
  }

  @Test
  void withoutACommandDestroyingDoesNothing() throws Exception {
    platform("false", Map.of()).destroy(context, deployment(Optional.empty()));
    assertThat(context.terminal().outText()).isEmpty();
  }

  @Test
  void healthIsTheExitCodeOfTheStatusCommand() throws Exception {
    assertThat(statusBy("exit 0"))
        .isEqualTo(new StatusReport(Health.READY, "the status command ended with exit code 0"));
    assertThat(statusBy("exit 2").health()).isEqualTo(Health.DOWN);
    assertThat(statusBy("printf 'HEALTH=partial\\nMESSAGE=2 of 3\\n' > $WAYPOINT_OUTPUT"))
        .isEqualTo(new StatusReport(Health.PARTIAL, "2 of 3"));
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> statusBy("echo HEALTH=fine > $WAYPOINT_OUTPUT"))
        .withMessageContaining("HEALTH=fine")
        .withMessageContaining("READY");
  }

  @Test
  void healthIsAskedByHttp() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(UTF_8);
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/up") ? 200 : 503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertThat(statusAt(Map.of("path", "/up"), Optional.of(url + "/")))
          .isEqualTo(new StatusReport(Health.READY, url + "/up answered 200"));
      assertThat(statusAt(Map.of("url", url + "/down"), Optional.empty()))
          .isEqualTo(new StatusReport(Health.DOWN, url + "/down answered 503"));
    } finally {
      server.stop(0);
    }
    assertThat(statusAt(Map.of("path", "/up"), Optional.of(url)))
        .isEqualTo(new StatusReport(Health.DOWN, url + "/up takes no connection"));
    assertThat(statusAt(Map.of("path", "/up"), Optional.empty()).health())
        .isEqualTo(Health.UNKNOWN);
  }

  @Test
  void exactlyOneWayToAskIsConfigured() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> platform("true", Map.of("status", Map.of())))
        .withMessage("status: set exactly one of command, url, path");
  }

  @Test
  void withoutAStatusBlockHealthIsUnknown() throws Exception {
    StatusReport report = platform("true", Map.of()).status(context, deployment(Optional.empty()));
    assertThat(report.health()).isEqualTo(Health.UNKNOWN);
  }

  @Test
  void aRegistryAddsToTheArtifact() throws Exception {
    Registry registry =
        new ExecPlugin()
            .registry()
            .orElseThrow()
            .create(config("echo image=registry/$ARTIFACT_IMAGE > $WAYPOINT_OUTPUT", Map.of()));
    assertThat(registry.push(context, IMAGE).data())
        .isEqualTo(Map.of("image", "registry/web", "git.ref", "abc"));
  }

  @Test
  void aReleaseHasTheDeploymentsUrlUnlessItsCommandTellsAnother() throws Exception {
    Deployment deployment = deployment(Optional.of("http://deployed"));
    assertThat(releaseManager("true").release(context, deployment).url())
        .contains("http://deployed");
    assertThat(
            releaseManager("echo URL=$DEPLOYMENT_URL/released > $WAYPOINT_OUTPUT")
                .release(context, deployment)
                .url())
        .contains("http://deployed/released");
  }

  @Test
  void aReleaseIsTakenBackByItsCommand() throws Exception {
    ReleaseManager manager =
        new ExecPlugin()
            .releaseManager()
            .orElseThrow()
            .create(
                config(
                    "true",
                    Map.of("destroy", Map.of("command", sh("echo back from $RELEASE_URL")))));
    manager.destroy(context, new Release(Map.of(), Optional.of("http://r")));
    assertThat(context.terminal().outText()).isEqualTo("back from http://r\n");
  }

  private static ReleaseManager releaseManager(String script) throws Exception {
    return new ExecPlugin().releaseManager().orElseThrow().create(config(script, Map.of()));
  }

  private StatusReport statusBy(String script) throws Exception {
    return statusAt(Map.of("command", sh(script)), Optional.empty());
  }

  private StatusReport statusAt(Map<String, ?> status, Optional<String> url) throws Exception {
    return platform("false", Map.of("status", status)).status(context, deployment(url));
  }

  private static Deployment deployment(Optional<String> url) {
    return new Deployment("d1", 4, Map.of(), url);
  }
}
