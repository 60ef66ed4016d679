package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RequiresRegistry
@Timeout(240)
class JibBuildIT {
  @TempDir Path directory;
  private final PushedImages images = new PushedImages();
  private TestingOperationContext context;

  @BeforeEach
  void writeSource() throws Exception {
    context = TestingOperationContext.in(directory);
    PushedImages.pushBase(context);
    Files.createDirectories(directory.resolve("site/deep"));
    Files.writeString(directory.resolve("site/deep/page"), "a page\n");
    Path program = Files.writeString(directory.resolve("run"), "#!/bin/sh\ncat /site/deep/page\n");
    assertThat(program.toFile().setExecutable(true, false)).isTrue();
  }

  @AfterEach
  void forget() throws Exception {
    images.forget();
  }

  @Test
  void filesAreAddedToABaseImageAndPushedWithoutADaemon() throws Exception {
    Artifact pushed =
        images.push(
            context,
            build(
                Map.of(
                    "base_image", PushedImages.BASE,
                    "files",
                        List.of(
                            Map.of("from", "site", "to", "/site"),
                            Map.of("from", "run", "to", "/bin/run")),
                    "entrypoint", List.of("/bin/run"),
                    "environment", Map.of("COLOUR", "blue"),
                    "ports", List.of("8080"),
                    "user", "1000",
                    "working_directory", "/site")));
    InspectImageResponse image = images.pulled(pushed, context);
    assertThat(image.getId()).isEqualTo(pushed.data().get("image_id"));
    assertThat(image.getConfig().getEntrypoint()).containsExactly("/bin/run");
    assertThat(image.getConfig().getEnv()).contains("COLOUR=blue");
    assertThat(image.getConfig().getUser()).isEqualTo("1000");
    assertThat(image.getConfig().getWorkingDir()).isEqualTo("/site");
    assertThat(image.getConfig().getExposedPorts()).isNotEmpty();
    assertThat(PushedImages.run(image, "/bin/run")).isZero();
  }

  @Test
  void theSameFilesMakeTheSameImage() throws Exception {
    Map<String, Object> jib = Map.of("files", List.of(Map.of("from", "site", "to", "/site")));
    Artifact first = images.push(context, build(jib));
    Files.setLastModifiedTime(
        directory.resolve("site/deep/page"), java.nio.file.attribute.FileTime.fromMillis(0));
    Artifact second = images.push(context, build(jib));
    assertThat(second.data()).isEqualTo(first.data());
  }

  @Test
  void aJavaProgramIsStartedByItsMainClass() throws Exception {
    Files.createDirectories(directory.resolve("classes"));
    Files.writeString(directory.resolve("classes/App.class"), "");
    Files.createDirectories(directory.resolve("libs"));
    Files.writeString(directory.resolve("libs/b.jar"), "");
    Artifact pushed =
        images.push(
            context,
            build(
                Map.of(
                    "java",
                    Map.of(
                        "jars",
                        List.of("libs"),
                        "classes",
                        "classes",
                        "main_class",
                        "App",
                        "jvm_options",
                        List.of("-Xmx64m")))));
    assertThat(images.pulled(pushed, context).getConfig().getEntrypoint())
        .containsExactly("java", "-Xmx64m", "-cp", "/app/classes:/app/libs/*", "App");
  }

  @Test
  void withoutARegistryTheDaemonGetsTheImage() throws Exception {
    Artifact built = build(Map.of("files", List.of(Map.of("from", "site", "to", "/site"))));
    Artifact loaded =
        PushedImages.registry(Map.of("image", images.repository, "tag", "here", "local", true))
            .push(context, built);
    try (Docker docker = Docker.connect(java.util.Optional.empty())) {
      assertThat(
              docker.find(
                  "look",
                  client -> client.inspectImageCmd(images.repository + ":here").exec().getId()))
          .contains(loaded.data().get("image_id"));
      docker.run(
          "forget",
          client -> client.removeImageCmd(loaded.data().get("image_id")).withForce(true).exec());
    }
  }

  @Test
  void aFileThatIsMissingOrOutsideIsNamed() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build(Map.of("files", List.of(Map.of("from", "x", "to", "/x")))))
        .withMessageContaining("there is no x in " + directory);
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build(Map.of("files", List.of(Map.of("from", "../x", "to", "/x")))))
        .withMessageContaining("../x is outside the project's directory");
  }

  @Test
  void anArchiveThatIsGoneIsExplained() throws Exception {
    Artifact built = build(Map.of("files", List.of(Map.of("from", "site", "to", "/site"))));
    ImageArchive.of(built).orElseThrow().remove();
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> images.push(context, built))
        .withMessageContaining("build and push it in one job");
  }

  private Artifact build(Map<String, ?> jib) throws Exception {
    return new DockerPlugin()
        .builder()
        .orElseThrow()
        .create(Map.of("jib", jib, "insecure_registries", List.of(RequiresRegistry.HOST)))
        .build(context);
  }
}
