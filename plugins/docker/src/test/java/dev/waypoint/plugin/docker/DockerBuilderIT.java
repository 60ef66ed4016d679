package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.Registry;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RequiresDocker
@Timeout(240)
class DockerBuilderIT {
  @TempDir Path directory;
  private final String image = "waypoint.test/" + UUID.randomUUID().toString().substring(0, 8);
  private TestingOperationContext context;

  @BeforeEach
  void writeDockerfile() throws Exception {
    context = TestingOperationContext.in(directory);
    dockerfile(
        """
        ARG BASE
        FROM $BASE AS first
        ARG WHAT=nothing
        COPY . /src
        RUN ls /src && echo "made of $WHAT" > /made && echo building
        FROM first AS second
        RUN echo second >> /made
        """);
    Files.writeString(directory.resolve("kept"), "");
    Files.writeString(directory.resolve("left-out"), "");
    Files.writeString(directory.resolve(".dockerignore"), "left-*\n");
  }

  @AfterEach
  void removeImages() throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      for (String tag : new String[] {"latest", "v1", "copy"}) {
        docker.find(
            "remove",
            client -> {
              client.removeImageCmd(image + ":" + tag).withForce(true).exec();
              return tag;
            });
      }
    }
  }

  @Test
  void aDockerfileIsBuiltAndItsOutputShown() throws Exception {
    Artifact artifact =
        builder(
                Map.of(
                    "build_args", Map.of("BASE", RequiresDocker.IMAGE, "WHAT", "stone"),
                    "tag", "v1",
                    "labels", Map.of("owner", "tests")))
            .build(context);
    assertThat(artifact.data())
        .containsEntry("image", image)
        .containsEntry("tag", "v1")
        .containsEntry("name", image + ":v1");
    assertThat(context.terminal().outText())
        .contains("kept", "building")
        .doesNotContain("left-out\n");
    InspectImageResponse built = inspect(artifact.data().get("image_id"));
    assertThat(built.getRepoTags()).contains(image + ":v1");
    assertThat(built.getConfig().getLabels()).containsEntry("owner", "tests");
  }

  @Test
  void aTargetEndsTheBuildEarly() throws Exception {
    builder(
            Map.of(
                "build_args",
                Map.of("BASE", RequiresDocker.IMAGE),
                "target",
                "first",
                "no_cache",
                true))
        .build(context);
    assertThat(context.terminal().outText()).contains("Step 1/").doesNotContain("AS second");
  }

  @Test
  void aStepThatFailsIsNamed() throws Exception {
    dockerfile("FROM " + RequiresDocker.IMAGE + "\nRUN echo trying && exit 9\n");
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> builder(Map.of()).build(context))
        .withMessageContaining("cannot build the image " + image)
        .withMessageContaining("returned a non-zero code: 9");
    assertThat(context.terminal().outText()).contains("trying");
  }

  @Test
  void aDockerfileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> builder(Map.of("dockerfile", "Other")).build(context))
        .withMessage("there is no Other in %s (dockerfile, context)", directory);
  }

  @Test
  void aCancelledBuildEnds() throws Exception {
    dockerfile("FROM " + RequiresDocker.IMAGE + "\nRUN echo wait; sleep 120\n");
    Builder builder = builder(Map.of("no_cache", true));
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread building =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    builder.build(context);
                    end.complete(null);
                  } catch (Throwable e) {
                    end.complete(e);
                  }
                });
    context.terminal().awaitOut("wait\n");
    building.interrupt();
    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void aLocalRegistryOnlyNamesTheImage() throws Exception {
    Artifact built =
        builder(Map.of("build_args", Map.of("BASE", RequiresDocker.IMAGE))).build(context);
    Artifact pushed =
        registry(Map.of("image", image, "tag", "copy", "local", true)).push(context, built);
    assertThat(pushed.data())
        .containsEntry("name", image + ":copy")
        .containsEntry("image_id", built.data().get("image_id"));
    assertThat(inspect(image + ":copy").getId()).isEqualTo(built.data().get("image_id"));
  }

  @Test
  void aRegistryThatRefusesIsNamed() throws Exception {
    Artifact built =
        builder(Map.of("build_args", Map.of("BASE", RequiresDocker.IMAGE))).build(context);
    String target = "127.0.0.1:1/refused";
    try {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> registry(Map.of("image", target)).push(context, built))
          .withMessageContaining("cannot push the image " + target + ":latest");
    } finally {
      try (Docker docker = Docker.connect(Optional.empty())) {
        docker.run("untag", client -> client.removeImageCmd(target + ":latest").exec());
      }
    }
  }

  @Test
  void anImageThatIsNotOnTheDaemonCannotBePushed() {
    Artifact elsewhere = new Artifact(Map.of("image", image, "tag", "v9"));
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> registry(Map.of("image", image)).push(context, elsewhere))
        .withMessageContaining("the image %s:v9 is not on the Docker daemon".formatted(image));
  }

  private void dockerfile(String text) throws Exception {
    Files.writeString(directory.resolve("Dockerfile"), text);
  }

  private Builder builder(Map<String, ?> more) throws Exception {
    Map<String, Object> config = new HashMap<>(more);
    config.put("image", image);
    return new DockerPlugin().builder().orElseThrow().create(config);
  }

  private static Registry registry(Map<String, ?> config) throws Exception {
    return new DockerPlugin().registry().orElseThrow().create(config);
  }

  private static InspectImageResponse inspect(String name) throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      return docker.call("look", client -> client.inspectImageCmd(name).exec());
    }
  }
}
