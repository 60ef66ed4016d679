package dev.waypoint.plugin.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Health;
import dev.waypoint.sdk.component.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scripts of examples/hello, in a copy of it. */
@Timeout(120)
class HelloExampleTest extends ExecTestBase {
  private static final Path EXAMPLE = Path.of("..", "..", "examples", "hello").toAbsolutePath();

  private Map<String, String> settings;
  private Platform platform;
  private Deployment running;

  @BeforeEach
  void copyExample() throws Exception {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(EXAMPLE.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    settings =
        Map.of(
            "GREETING", "Moin",
            "WAYPOINT_HELLO_DIR", directory.resolve("state").toString(),
            "WAYPOINT_JAVA_HOME", System.getProperty("java.home"));
    platform =
        new ExecPlugin()
            .platform()
            .orElseThrow()
            .create(
                scripted(
                    "deploy.sh",
                    Map.of(
                        "status", Map.of("path", "/"),
                        "destroy", Map.of("command", List.of("sh", "scripts/destroy.sh")))));
  }

  @AfterEach
  void endServer() throws Exception {
    if (running != null) {
      platform.destroy(context, running);
    }
  }

  @Test
  void thePageIsServedUntilItIsDestroyed() throws Exception {
    Artifact artifact = buildPage();
    running = platform.deploy(context, artifact);
    assertThat(get(running)).contains("Moin from web").contains("v1");
    assertThat(platform.status(context, running).health()).isEqualTo(Health.READY);

    Deployment again = platform.deploy(context, artifact);
    assertThat(again).isEqualTo(running);

    platform.destroy(context, running);
    assertThat(platform.status(context, running).health()).isEqualTo(Health.DOWN);
    assertThat(context.terminal().outText()).contains("has ended");
    platform.destroy(context, running);
    assertThat(context.terminal().outText()).contains("There is no process to end");
  }

  @Test
  void aProcessThatHasTheNumberButIsAnotherOneIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      platform.destroy(
          context,
          new Deployment(
              context.operationId(),
              1,
              Map.of("pid", Long.toString(other.pid())),
              java.util.Optional.empty()));
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
    }
  }

  private Artifact buildPage() throws Exception {
    Map<String, Object> config =
        new HashMap<>(
            scripted(
                "build.sh",
                Map.of(
                    "template",
                    List.of(
                        Map.of("source", "site/index.html", "destination", "build/index.html")))));
    return new ExecPlugin().builder().orElseThrow().create(config).build(context);
  }

  private String get(Deployment deployment) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(deployment.url().orElseThrow());
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private Map<String, Object> scripted(String script, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("command", List.of("sh", "scripts/" + script));
    config.put("environment", settings);
    return config;
  }
}
