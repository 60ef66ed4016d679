package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Dockerfile of examples/docker-hello. */
@RequiresDocker
class DockerHelloExampleIT {
  private static final Path EXAMPLE =
      Path.of("..", "..", "examples", "docker-hello").toAbsolutePath().normalize();
  private static final String IMAGE = "waypoint.test/docker-hello";

  private final DockerPlugin plugin = new DockerPlugin();
  private final TestingOperationContext context = TestingOperationContext.in(EXAMPLE);

  @Test
  void thePageIsServedOnThePortThatTheImageExposes() throws Exception {
    Artifact artifact =
        plugin
            .builder()
            .orElseThrow()
            .create(Map.of("build_args", Map.of("BASE", RequiresDocker.IMAGE), "image", IMAGE))
            .build(context);
    Platform platform =
        plugin.platform().orElseThrow().create(Map.of("health", Map.of("path", "/")));
    Deployment deployment = platform.deploy(context, artifact);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(deployment.url().orElseThrow());
      String page =
          client
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(page).contains("Hello from a container");
    } finally {
      platform.destroy(context, deployment);
      try (Docker docker = Docker.connect(Optional.empty())) {
        docker.run("remove", client -> client.removeImageCmd(IMAGE).withForce(true).exec());
      }
    }
  }
}
