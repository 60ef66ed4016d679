package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ArchivePushTest {
  private static final String PASSWORD = "open sesame";

  @TempDir Path directory;
  private TestingStore registry;
  private TestingOperationContext context;
  private Artifact built;

  @BeforeEach
  void build() throws Exception {
    registry = new TestingStore(directory, "me", PASSWORD);
    context = TestingOperationContext.in(directory);
    Files.writeString(directory.resolve("page"), "a page\n");
    built =
        new DockerPlugin()
            .builder()
            .orElseThrow()
            .create(Map.of("jib", Map.of("files", List.of(Map.of("from", "page", "to", "/page")))))
            .build(context);
  }

  @AfterEach
  void close() throws Exception {
    registry.close();
  }

  @Test
  void theImageIsPushedAsWhomTheConfigurationSays() throws Exception {
    Artifact pushed = push(Map.of("username", "me", "password", PASSWORD));
    assertThat(pushed.data().get("digest")).startsWith("sha256:");
    assertThat(registry.stored()).contains("v1", pushed.data().get("image_id")).hasSize(3);
  }

  @Test
  void aWrongPasswordIsNamedButNotShown() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> push(Map.of("username", "me", "password", "guessed")))
        .withMessageContaining("cannot push the image " + registry.image())
        .withMessageContaining("are its user and password right?")
        .withMessageNotContaining("guessed");
    assertThat(Path.of(built.data().get("archive"))).doesNotExist();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefusedAtOnceUnlessItIsAllowed() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> push(Map.of("username", "me", "password", PASSWORD, "insecure", false)))
        .withMessageContaining("has to be allowed: by insecure = true");
    assertThat(registry.stored()).isEmpty();
  }

  @Test
  void aCancelledPushEndsWhileTheRegistryIsSilent() throws Exception {
    registry.stall();
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread pushing =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    push(Map.of("username", "me", "password", PASSWORD));
                    end.complete(null);
                  } catch (Throwable e) {
                    end.complete(e);
                  }
                });
    registry.awaitUpload();
    pushing.interrupt();
    assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(Path.of(built.data().get("archive"))).doesNotExist();
  }

  private Artifact push(Map<String, ?> more) throws Exception {
    Map<String, Object> config =
        new HashMap<>(Map.of("image", registry.image(), "tag", "v1", "insecure", true));
    config.putAll(more);
    return new DockerPlugin().registry().orElseThrow().create(config).push(context, built);
  }
}
