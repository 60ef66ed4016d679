package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Health;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresDocker
class DockerPlatformIT {
  private static final Artifact IMAGE = new Artifact(Map.of("image", RequiresDocker.IMAGE));
  private static final String SERVE =
      "mkdir /site; echo \"$GREETING $EXTRA\" > /site/index.html;"
          + " exec httpd -f -p $PORT -h /site";

  @TempDir Path directory;
  private TestingOperationContext context;

  @BeforeEach
  void makeContext() {
    context = TestingOperationContext.in(directory).withEnvironment(Map.of("GREETING", "Moin"));
  }

  @AfterEach
  void removeContainers() throws Exception {
    platform("true", Map.of()).destroy(context, deployment());
  }

  @Test
  void anImageIsServedUntilItIsDestroyed() throws Exception {
    Platform platform =
        platform(
            SERVE,
            Map.of(
                "service_port", 8080,
                "static_environment", Map.of("GREETING", "no", "EXTRA", "there"),
                "labels", Map.of("owner", "tests"),
                "extra_ports", List.of("9090"),
                "scratch_path", List.of("/scratch"),
                "health", Map.of("path", "/")));
    Deployment deployment = platform.deploy(context, IMAGE);
    assertThat(get(deployment)).isEqualTo("Moin there\n");
    assertThat(deployment.id()).isEqualTo(context.operationId());
    InspectContainerResponse container = inspect(deployment).orElseThrow();
    assertThat(container.getName()).isEqualTo("/web-" + context.operationId());
    assertThat(container.getConfig().getLabels())
        .containsEntry("owner", "tests")
        .containsEntry("waypoint.dev/project", "shop")
        .containsEntry("waypoint.dev/deployment", context.operationId());
    assertThat(container.getHostConfig().getTmpFs()).containsKey("/scratch");
    assertThat(container.getNetworkSettings().getPorts().getBindings())
        .containsKeys(ExposedPort.tcp(8080), ExposedPort.tcp(9090));
    assertThat(platform.status(context, deployment).health()).isEqualTo(Health.READY);

    platform.destroy(context, deployment);
    assertThat(inspect(deployment)).isEmpty();
    assertThat(platform.status(context, deployment).health()).isEqualTo(Health.MISSING);
    platform.destroy(context, deployment);
  }

  @Test
  void deployingAgainUnderTheSameIdLeavesOneContainer() throws Exception {
    Platform platform = platform(SERVE, Map.of());
    Deployment first = platform.deploy(context, IMAGE);
    assertThat(platform.deploy(context, IMAGE)).isEqualTo(first);
    try (Docker docker = Docker.connect(Optional.empty())) {
      docker.run(
          "stop",
          client -> client.stopContainerCmd(first.data().get("container")).withTimeout(0).exec());
    }
    assertThat(platform.status(context, first).health()).isEqualTo(Health.DOWN);
    Deployment replaced = platform.deploy(context, IMAGE);
    assertThat(replaced.data().get("container_id")).isNotEqualTo(first.data().get("container_id"));
    assertThat(replaced.data().get("container")).isEqualTo(first.data().get("container"));
  }

  @Test
  void aContainerThatEndsAtOnceFailsTheDeploymentAndLeavesNothing() throws Exception {
    Platform platform = platform("echo broken configuration; exit 3", Map.of());
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> platform.deploy(context, IMAGE))
        .withMessageContaining("web-" + context.operationId())
        .withMessageContaining("exit code 3");
    assertThat(context.terminal().outText()).contains("broken configuration");
    assertThat(inspect(deployment())).isEmpty();
  }

  @Test
  void aServiceThatDoesNotAnswerFailsTheDeployment() throws Exception {
    Platform platform =
        platform(
            "sleep 100", Map.of("health", Map.of(), "start_timeout", "2s", "stop_timeout", "1s"));
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> platform.deploy(context, IMAGE))
        .withMessageContaining("is not ready after 2 s");
    assertThat(inspect(deployment())).isEmpty();
  }

  @Test
  void aCancelledDeploymentLeavesNothing() throws Exception {
    Platform platform = platform("echo up; sleep 100", Map.of("health", Map.of()));
    Thread deploying =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    platform.deploy(context, IMAGE);
                  } catch (PluginException | InterruptedException e) {
                    context.terminal().line(e.getClass().getSimpleName());
                  }
                });
    while (inspect(deployment()).isEmpty() && deploying.isAlive()) {
      Thread.onSpinWait();
    }
    deploying.interrupt();
    deploying.join();
    assertThat(context.terminal().lines()).endsWith("failed", "InterruptedException");
    assertThat(inspect(deployment())).isEmpty();
  }

  @Test
  void anArtifactThatIsNoImageIsRefused() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(
            () ->
                platform("true", Map.of()).deploy(context, new Artifact(Map.of("directory", "/x"))))
        .withMessage("the artifact is not an image: it has no \"image\", but [directory]");
  }

  private static Platform platform(String script, Map<String, ?> more) throws Exception {
    Map<String, Object> config = new HashMap<>(more);
    config.put("command", List.of("sh", "-c", script));
    config.putIfAbsent("stop_timeout", "1s");
    return new DockerPlugin().platform().orElseThrow().create(config);
  }

  private Deployment deployment() {
    return Deployment.of(context, Map.of(), Optional.empty());
  }

  private Optional<InspectContainerResponse> inspect(Deployment deployment) throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      return new Containers(docker).find("web-" + deployment.id());
    }
  }

  private static String get(Deployment deployment) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(deployment.url().orElseThrow());
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
