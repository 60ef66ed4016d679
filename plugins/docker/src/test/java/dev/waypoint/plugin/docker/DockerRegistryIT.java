package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.TestingOperationContext;
import dev.waypoint.sdk.testing.TestingProgress;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the registry that {@code WAYPOINT_TEST_REGISTRY} names. */
@RequiresDocker
class DockerRegistryIT {
  private static final String REGISTRY =
      Optional.ofNullable(System.getenv("WAYPOINT_TEST_REGISTRY")).orElse("");

  @TempDir Path directory;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String image = REGISTRY + "/test/" + run;
  private TestingOperationContext context;
  private Artifact pushed;

  @BeforeEach
  void push() throws Exception {
    boolean required = "1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"));
    assertThat(required && REGISTRY.isEmpty()).as("WAYPOINT_TEST_REGISTRY is missing").isFalse();
    assumeFalse(REGISTRY.isEmpty(), "WAYPOINT_TEST_REGISTRY names no registry");
    context = TestingOperationContext.in(directory);
    pushed =
        new DockerPlugin()
            .registry()
            .orElseThrow()
            .create(Map.of("image", image, "tag", "v1"))
            .push(context, new Artifact(Map.of("image", RequiresDocker.IMAGE)));
    forget();
  }

  @AfterEach
  void forget() throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      for (String name : new String[] {image + ":v1", image + "@" + digest()}) {
        docker.find(
            "forget",
            client -> {
              client.removeImageCmd(name).exec();
              return name;
            });
      }
    }
  }

  @Test
  void whatWasPushedIsDeployedByItsDigest() throws Exception {
    assertThat(digest()).startsWith("sha256:");
    assertThat(context.terminal().lines()).contains("done: Pushed " + image + ":v1");
    Artifact elsewhere =
        new Artifact(Map.of("image", image, "tag", "moved-since", "digest", digest()));
    Platform platform =
        new DockerPlugin()
            .platform()
            .orElseThrow()
            .create(Map.of("command", List.of("sleep", "100"), "stop_timeout", "1s"));
    Deployment deployment = platform.deploy(context, elsewhere);
    platform.destroy(context, deployment);
    assertThat(context.terminal().lines()).contains("done: Pulled " + image + "@" + digest());
  }

  @Test
  void aTaskPullsTheTagThatIsAskedFor() throws Exception {
    TaskLauncher launcher = new DockerPlugin().taskLauncher().orElseThrow().create(Map.of());
    TestingTerminal terminal = new TestingTerminal();
    TestingProgress progress = new TestingProgress();
    TaskContext task = new TaskContext(terminal, Cancellation.never(), progress);
    TaskName name = new TaskName("waypoint-test-" + run);
    launcher.startTask(
        new LaunchSpec(name, image + ":v1", List.of("echo"), List.of("pulled"), Map.of(), Map.of()),
        task);
    try {
      assertThat(launcher.watchTask(name, task).success()).isTrue();
      assertThat(terminal.outText()).isEqualTo("pulled\n");
      assertThat(terminal.lines()).contains("done: Pulled " + image + ":v1");
      assertThat(progress.reasons()).containsExactly("Docker pulls the image " + image + ":v1", "");
      progress.awaitRunning();
    } finally {
      launcher.stopTask(name, task);
    }
  }

  private String digest() {
    return pushed == null ? "sha256:" + "0".repeat(64) : pushed.data().get("digest");
  }
}
