package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RequiresKaniko
@Timeout(240)
@Tag("behaviour-8")
class KanikoBuildIT {
  @TempDir Path directory;
  private final PushedImages images = new PushedImages();
  private TestingOperationContext context;

  @BeforeEach
  void writeSource() throws Exception {
    context = TestingOperationContext.in(directory);
    PushedImages.pushBase(context);
    Files.writeString(directory.resolve("kept"), "kept\n");
    Files.writeString(directory.resolve("left-out"), "");
    Files.writeString(directory.resolve(".dockerignore"), "left-*\n");
  }

  @AfterEach
  void forget() throws Exception {
    images.forget();
  }

  @Test
  void aDockerfileIsBuiltAndPushedWithoutTheDaemonAndKeepsAllThatItSays() throws Exception {
    dockerfile(
        """
        ARG BASE
        FROM $BASE AS first
        ARG WHAT=nothing
        COPY . /src
        RUN ls /src && echo "made of $WHAT" > /made && chown 1000:1000 /made
        FROM $BASE
        COPY --from=first /made /made
        RUN test -c /dev/null && echo second >> /made
        STOPSIGNAL SIGUSR1
        USER 1000
        EXPOSE 8080
        CMD ["cat", "/made"]
        """);
    Artifact built = build(Map.of("labels", Map.of("owner", "tests")));
    assertThat(context.terminal().outText()).contains("kept").doesNotContain("left-out");
    Path archive = Path.of(built.data().get("archive"));
    Path parts = Files.createDirectory(directory.resolve("parts"));
    ArchiveContent content = ArchiveContent.unpack(new ImageArchive(archive), parts);
    assertThat(content.configuration().file()).content().contains("\"StopSignal\":\"SIGUSR1\"");

    Artifact pushed = images.push(context, built);
    assertThat(pushed.data())
        .containsEntry("name", images.repository + ":v1")
        .doesNotContainKey("archive");
    assertThat(archive.getParent()).doesNotExist();
    InspectImageResponse pulled = images.pulled(pushed, context);
    assertThat(pulled.getId()).isEqualTo(pushed.data().get("image_id"));
    assertThat(pulled.getConfig().getLabels()).containsEntry("owner", "tests");
    assertThat(pulled.getConfig().getUser()).isEqualTo("1000");
    assertThat(PushedImages.run(pulled, "grep", "-q", "made of stone", "/made")).isZero();
    assertThat(PushedImages.run(pulled, "test", "-e", "/src")).isNotZero();
  }

  @Test
  void theRunnersOwnFilesAreNeverTouched() throws Exception {
    Path marked = Files.createFile(directory.resolve("marked"));
    List<String> before = names(Path.of("/"));
    dockerfile(
        "ARG BASE\nFROM $BASE\nRUN rm -rf /etc/* /bin/wget; touch /new; ! test -e " + marked);
    Artifact built = build(Map.of());
    ImageArchive.of(built).orElseThrow().remove();
    assertThat(marked).exists();
    assertThat(Path.of("/etc/passwd")).isNotEmptyFile();
    assertThat(names(Path.of("/"))).isEqualTo(before);
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void aStepThatFailsIsNamed() throws Exception {
    dockerfile("ARG BASE\nFROM $BASE\nRUN echo trying && exit 9\n");
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build(Map.of()))
        .withMessageContaining("cannot build the image waypoint.local/web:latest")
        .withMessageContaining("exit status 9");
    assertThat(context.terminal().outText()).contains("trying");
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void aBaseThatIsNotThereIsNamed() throws Exception {
    dockerfile("FROM %s/nowhere:1\n".formatted(RequiresRegistry.HOST));
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build(Map.of()))
        .withMessageContaining("nowhere");
  }

  @Test
  void anInsecureRegistryIsNotUsedUnasked() throws Exception {
    dockerfile("ARG BASE\nFROM $BASE\nCOPY kept /\n");
    Artifact built = build(Map.of());
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(
            () -> PushedImages.registry(Map.of("image", images.repository)).push(context, built))
        .withMessageContaining("cannot push the image " + images.repository)
        .withMessageContaining("has to be allowed");
  }

  @Test
  void theStepsSeeNothingOfTheRunnersEnvironment() throws Exception {
    dockerfile("ARG BASE\nFROM $BASE\nRUN env\n");
    ImageArchive.of(build(Map.of())).orElseThrow().remove();
    assertThat(context.terminal().outText()).contains("PATH=").doesNotContain("WAYPOINT");
  }

  @Test
  void aCancelledBuildEndsWithItsPrograms() throws Exception {
    dockerfile("ARG BASE\nFROM $BASE\nRUN echo wait; sleep 3117\n");
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                build(Map.of());
                end.complete(null);
              } catch (Throwable e) {
                end.complete(e);
              }
            });
    context.terminal().awaitOut("wait\n");
    context.cancellation().cancel();
    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
        .noneMatch(info -> info.commandLine().orElse("").contains("sleep 3117"));
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void outsideAContainerItRefuses() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(
            () ->
                new Kaniko(Path.of("/bin/true"), java.util.Optional.empty())
                    .requireContainer(Map.of(), directory))
        .withMessageContaining("in containers only");
  }

  private void dockerfile(String text) throws Exception {
    Files.writeString(directory.resolve("Dockerfile"), text);
  }

  private Artifact build(Map<String, ?> more) throws Exception {
    Map<String, Object> config = new HashMap<>(more);
    config.put("builder", "kaniko");
    config.put("build_args", Map.of("BASE", PushedImages.BASE, "WHAT", "stone"));
    config.put("insecure_registries", List.of(RequiresRegistry.HOST));
    BuildConfig bound = dev.waypoint.sdk.config.RecordConfig.of(BuildConfig.class).bind(config);
    return new DockerBuilder(bound, RequiresKaniko.ENVIRONMENT).build(context);
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private static List<String> leftOvers() throws Exception {
    return names(Path.of(System.getProperty("java.io.tmpdir"))).stream()
        .filter(name -> name.contains("waypoint-kaniko-"))
        .toList();
  }
}
