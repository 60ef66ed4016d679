package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.AbstractTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingTerminal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a real cluster, with just the rights that are documented. */
class KubernetesTaskLauncherIT extends AbstractTaskLauncherTest {
  @TempDir static Path folder;

  private static TestingCluster cluster;

  private final Map<String, Object> config = new HashMap<>();

  @BeforeAll
  static void open() throws Exception {
    cluster = TestingCluster.open(folder);
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void configure() {
    config.put("kubeconfig", cluster.kubeconfig().toString());
    config.put("context", "here");
    config.put("stop_timeout", "2s");
    config.put("watchtask_startup_timeout_seconds", 30);
    config.put("security_context", Map.of("run_as_user", 65534));
  }

  @Override
  protected TaskLauncher launcher() {
    try {
      return new KubernetesPlugin().taskLauncher().orElseThrow().create(config);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected String image() {
    return TestingCluster.IMAGE;
  }

  @Override
  protected String missingImage() {
    return "127.0.0.1:9/none/such:1";
  }

  @Test
  void theServersEnvironmentStandsOnlyInASecretThatBelongsToTheJob() throws Exception {
    config.put("static_environment", Map.of("TOKEN", "configured", "PLACE", "$(HOME) sweet"));
    LaunchSpec spec =
        spec(List.of("sh", "-c"), List.of("echo $TOKEN $PLACE"), Map.of("TOKEN", "s3cret"));
    TestingTerminal terminal = run(spec);
    assertThat(terminal.outText()).isEqualTo("s3cret $(HOME) sweet\n");

    Secret secret =
        cluster
            .administrator()
            .secrets()
            .inNamespace(cluster.namespace())
            .withName(spec.name().value())
            .get();
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Job"))
        .satisfies(owner -> assertThat(owner.getName()).isEqualTo(spec.name().value()));
    assertThat(pod(spec.name()).toString()).doesNotContain("s3cret");

    stop(spec.name());
    assertThat(everything(spec.name())).isEmpty();
  }

  @Test
  void aJobThatWasMadeWithoutItsSecretIsMadeWhole() throws Exception {
    LaunchSpec spec =
        spec(List.of("sh", "-c"), List.of("echo $TOKEN; sleep 1"), Map.of("TOKEN", "again"));
    cluster
        .administrator()
        .batch()
        .v1()
        .jobs()
        .inNamespace(cluster.namespace())
        .resource(new TaskJob(spec, bound()).job())
        .create();
    assertThat(run(spec).outText()).isEqualTo("again\n");
  }

  @Test
  @Tag("behaviour-143")
  void requestsAndLimitsAreOnTheContainer() throws Exception {
    config.put("cpu", Map.of("request", "10m", "limit", "2"));
    config.put("memory", Map.of("request", "8Mi", "limit", "64Mi"));
    config.put("ephemeral_storage", Map.of("request", "1Mi", "limit", "1Gi"));
    TaskName task = start("exit 0");
    watch(task, new TestingTerminal());
    assertThat(pod(task).getSpec().getContainers().getFirst().getResources().getRequests())
        .containsEntry("cpu", new Quantity("10m"))
        .containsEntry("memory", new Quantity("8Mi"))
        .containsEntry("ephemeral-storage", new Quantity("1Mi"));
    assertThat(pod(task).getSpec().getContainers().getFirst().getResources().getLimits())
        .containsEntry("cpu", new Quantity("2"))
        .containsEntry("memory", new Quantity("64Mi"))
        .containsEntry("ephemeral-storage", new Quantity("1Gi"));
  }

  @Test
  void theContainerHasNoPrivilegeAndWritesOnlyWhereItMay() throws Exception {
    TaskName task =
        start(
            "id -u; grep -E 'CapEff|NoNewPrivs' /proc/self/status; touch /here 2>&1;"
                + " touch $HOME/here && echo there; ls /var/run/secrets 2>&1");
    TestingTerminal terminal = new TestingTerminal();
    watch(task, terminal);
    assertThat(terminal.outText())
        .contains("65534\n", "CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Read-only", "there\n")
        .contains("No such file");
  }

  @Test
  void anImageThatRunsAsRootIsRefusedWithItsReason() throws Exception {
    config.remove("security_context");
    TaskExit exit = watch(start("exit 0"), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("runAsNonRoot", "root");
  }

  @Test
  void tooMuchMemoryIsNamed() throws Exception {
    config.put("memory", Map.of("limit", "16Mi"));
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
    TaskExit exit = watch(start("exit 0"), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("3 s", "Unschedulable", "Insufficient cpu");
  }

  @Test
  @Tag("behaviour-145")
  void aPodThatIsStillPendingIsRemovedByStopping() throws Exception {
    config.put("cpu", Map.of("request", "5000"));
    TaskName task = start("exit 0");
    stop(task);
    assertThat(everything(task)).isEmpty();
  }

  @Test
  void aQuotaThatIsUsedUpIsNamed() throws Exception {
    cluster
        .administrator()
        .resourceQuotas()
        .inNamespace(cluster.namespace())
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("small")
                .endMetadata()
                .withNewSpec()
                .addToHard("requests.memory", new Quantity("1Gi"))
                .endSpec()
                .build())
        .create();
    try {
      config.put("memory", Map.of("request", "2Gi"));
      config.put("watchtask_startup_timeout_seconds", 4);
      TaskExit exit = watch(start("exit 0"), new TestingTerminal());
      assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
      assertThat(exit.message()).contains("exceeded quota: small");
    } finally {
      cluster
          .administrator()
          .resourceQuotas()
          .inNamespace(cluster.namespace())
          .withName("small")
          .delete();
    }
  }

  @Test
  void anAccountThatIsNotThereIsNamedAtOnce() throws Exception {
    config.put("service_account", "nobody");
    Instant began = Instant.now();
    TaskExit exit = watch(start("exit 0"), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("\"nobody\" not found");
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aProgramThatIsNotInTheImageIsNamed() throws Exception {
    LaunchSpec spec = spec(List.of("no-such-program"), List.of(), Map.of());
    launcher().startTask(spec, context(new TestingTerminal()));
    TaskExit exit = watch(spec.name(), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("no-such-program");
  }

  @Test
  void aPodThatSomebodyDeletesIsNoticedAndNotStartedAgain() throws Exception {
    TaskName task = start("echo ready; sleep 600");
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = aside(task, terminal);
    terminal.awaitOut("ready");
    Instant killed = Instant.now();
    cluster
        .administrator()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel(Labels.TASK, task.value())
        .withGracePeriod(0)
        .delete();
    TaskExit exit = watching.get(30, TimeUnit.SECONDS);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains("pod was deleted");
    assertThat(watch(task, new TestingTerminal()).success()).isFalse();
    assertThat(
            cluster
                .administrator()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel(Labels.TASK, task.value())
                .list()
                .getItems())
        .isEmpty();
  }

  @Test
  void whatIsConfiguredReachesThePod() throws Exception {
    config.put("namespace", cluster.namespace());
    config.put("labels", Map.of("team", "tests"));
    config.put("node_selector", Map.of("kubernetes.io/os", "linux"));
    config.put("service_account", "waypoint-runner-odr");
    config.put("image_secret", "pull");
    config.put("image_pull_policy", "IfNotPresent");
    config.put("capabilities", List.of("CHOWN"));
    config.put("writable_root", true);
    config.put(
        "security_context",
        Map.of("run_as_user", 0, "run_as_group", 7, "run_as_non_root", false, "fs_group", 9));
    config.put(
        "pod_template",
        """
        metadata:
          annotations: {owner: tests}
        spec:
          priority: 0
          volumes:
            - name: cache
              emptyDir: {medium: Memory}
          containers:
            - name: runner
              volumeMounts:
                - {name: cache, mountPath: /cache}
        """);
    TaskName task =
        start("touch /root/here && echo written; ls -d /cache; grep CapEff /proc/self/status; id");
    TestingTerminal terminal = new TestingTerminal();
    watch(task, terminal);
    assertThat(terminal.outText())
        .contains("written\n", "/cache\n", "0000000000000001", "uid=0", "gid=7", "groups=", "9");
    Pod pod = pod(task);
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("team", "tests")
        .containsEntry("waypoint.dev/job", task.value());
    assertThat(pod.getMetadata().getAnnotations()).containsEntry("owner", "tests");
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("waypoint-runner-odr");
    assertThat(pod.getSpec().getImagePullSecrets().getFirst().getName()).isEqualTo("pull");
    assertThat(pod.getSpec().getNodeSelector()).containsEntry("kubernetes.io/os", "linux");
    assertThat(pod.getSpec().getContainers().getFirst().getImagePullPolicy())
        .isEqualTo("IfNotPresent");
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
        .withMessageContainingAll("elsewhere", cluster.kubeconfig().toString());
    config.put("context", "here");
  }

  private TestingTerminal run(LaunchSpec spec) throws Exception {
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    return terminal;
  }

  private CompletableFuture<TaskExit> aside(TaskName task, TestingTerminal terminal) {
    CompletableFuture<TaskExit> exit = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                exit.complete(watch(task, terminal));
              } catch (Exception e) {
                exit.completeExceptionally(e);
              }
            });
    return exit;
  }

  private LauncherConfig bound() throws ConfigException {
    return dev.waypoint.sdk.config.RecordConfig.of(LauncherConfig.class).bind(config, c -> c);
  }

  private static Pod pod(TaskName task) {
    return cluster
        .administrator()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel(Labels.TASK, task.value())
        .list()
        .getItems()
        .getFirst();
  }

  private static List<Object> everything(TaskName task) {
    List<Object> left = new java.util.ArrayList<>();
    left.addAll(
        cluster
            .administrator()
            .pods()
            .inNamespace(cluster.namespace())
            .withLabel(Labels.TASK, task.value())
            .list()
            .getItems());
    left.addAll(
        cluster
            .administrator()
            .secrets()
            .inNamespace(cluster.namespace())
            .withLabel(Labels.TASK, task.value())
            .list()
            .getItems());
    left.addAll(
        cluster
            .administrator()
            .batch()
            .v1()
            .jobs()
            .inNamespace(cluster.namespace())
            .withLabel(Labels.TASK, task.value())
            .list()
            .getItems());
    return left;
  }
}
