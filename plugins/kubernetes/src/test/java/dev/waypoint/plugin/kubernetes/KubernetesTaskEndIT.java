package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.BaseTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingProgress;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** How tasks end in a real cluster, and why some cannot begin. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesTaskEndIT extends BaseTaskLauncherTest {
  @RegisterExtension static final TestingNamespace namespace = new TestingNamespace();

  private Map<String, Object> config;

  @BeforeEach
  void configure() {
    config = namespace.config();
  }

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new KubernetesPlugin(), config);
  }

  @Override
  protected String image() {
    return TestingCluster.IMAGE;
  }

  @Test
  void tooMuchMemoryIsNamed() throws Exception {
    config.put("memory", Map.of("limit", "32Mi"));
    TaskExit exit =
        watch(start("echo begin; a=x; while :; do a=$a$a; done"), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(exit.message()).contains("OOMKilled");
    assertThat(exit.exitCode()).isEqualTo(137);
  }

  @Test
  @Tag("behaviour-146")
  void aClusterWithoutRoomIsNamedWhenTheTimeToStartIsOver() throws Exception {
    config.put("cpu", Map.of("request", "5000"));
    config.put("watchtask_startup_timeout_seconds", 3);
    TestingProgress progress = new TestingProgress();
    TaskExit exit = launcher().watchTask(start("exit 0"), context(new TestingTerminal(), progress));
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("3 s", "Unschedulable", "Insufficient cpu");
    assertThat(progress.reasons()).anyMatch(reason -> reason.contains("Insufficient cpu"));
  }

  @Test
  @Tag("behaviour-145")
  void aPodThatIsStillPendingIsRemovedByStopping() throws Exception {
    config.put("cpu", Map.of("request", "5000"));
    TaskName task = start("exit 0");
    stop(task);
    assertThat(namespace.everything(task)).isEmpty();
  }

  @Test
  @ResourceLock(MEASURED)
  void anAccountThatIsNotThereIsNamedAtOnce() throws Exception {
    config.put("service_account", "nobody");
    Instant began = Instant.now();
    TaskExit exit = watch(start("exit 0"), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("\"nobody\" not found");
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void anImageThatRunsAsRootIsRefusedWithItsReason() throws Exception {
    config.remove("security_context");
    TaskExit exit = watch(start("exit 0"), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("runAsNonRoot", "root");
  }

  @Test
  @ResourceLock(MEASURED)
  void aPodThatSomebodyDeletesIsNoticedAndNotStartedAgain() throws Exception {
    TaskName task = start("echo ready; sleep 600");
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    Instant killed = Instant.now();
    namespace
        .administrator()
        .pods()
        .inNamespace(namespace.name())
        .withLabel(Labels.TASK, task.value())
        .withGracePeriod(0)
        .delete();
    TaskExit exit = watching.get(30, TimeUnit.SECONDS);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains("pod was deleted");
    assertThat(watch(task, new TestingTerminal()).success()).isFalse();
    assertThat(
            namespace
                .administrator()
                .pods()
                .inNamespace(namespace.name())
                .withLabel(Labels.TASK, task.value())
                .list()
                .getItems())
        .isEmpty();
  }

  @Test
  @ResourceLock(MEASURED)
  void aPodThatIsEvictedOverTheApiIsNamed() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    Instant evicted = Instant.now();
    assertThat(
            namespace
                .administrator()
                .pods()
                .inNamespace(namespace.name())
                .withName(namespace.pod(task).getMetadata().getName())
                .evict())
        .isTrue();
    TaskExit exit = watching.get(30, TimeUnit.SECONDS);
    assertThat(Duration.between(evicted, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains(task.value(), "EvictionByEvictionAPI");
  }

  @Test
  void aPodThatItsNodeEvictsIsNamedWithTheNodesReason() throws Exception {
    config.put("ephemeral_storage", Map.of("limit", "2Mi"));
    TaskName task = start("head -c 30000000 /dev/zero > /tmp/much; echo ready; sleep 300");
    TaskExit exit = watch(task, new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains(task.value(), "Evicted", "ephemeral");
  }

  @Test
  void rightsThatAreMissingAreNamed() {
    config.put("namespace", "kube-system");
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> start("exit 0"))
        .withMessageContainingAll("jobs.batch", "kube-system", "docs/platforms/kubernetes.md")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(TaskException.Kind.NOT_RETRYABLE));
    config.remove("namespace");
  }

  @Test
  void aContextThatIsNotInTheFileIsNamed() {
    config.put("context", "elsewhere");
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> start("exit 0"))
        .withMessageContainingAll("elsewhere", namespace.kubeconfig().toString());
    config.put("context", "here");
  }
}
