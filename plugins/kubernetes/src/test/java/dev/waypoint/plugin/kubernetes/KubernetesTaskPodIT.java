package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.RecordConfig;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.BaseTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingTerminal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is made in a real cluster for a task, with just the rights that are documented. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesTaskPodIT extends BaseTaskLauncherTest {
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
  void theServersEnvironmentStandsOnlyInASecretThatBelongsToTheJob() throws Exception {
    config.put("static_environment", Map.of("TOKEN", "configured", "PLACE", "$(HOME) sweet"));
    LaunchSpec spec =
        spec(List.of("sh", "-c"), List.of("echo $TOKEN $PLACE"), Map.of("TOKEN", "s3cret"));
    TestingTerminal terminal = run(spec);
    assertThat(terminal.outText()).isEqualTo("s3cret $(HOME) sweet\n");

    Secret secret =
        namespace
            .administrator()
            .secrets()
            .inNamespace(namespace.name())
            .withName(spec.name().value())
            .get();
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Job"))
        .satisfies(owner -> assertThat(owner.getName()).isEqualTo(spec.name().value()));
    assertThat(namespace.pod(spec.name()).toString()).doesNotContain("s3cret");

    stop(spec.name());
    assertThat(namespace.everything(spec.name())).isEmpty();
  }

  @Test
  void aJobThatWasMadeWithoutItsSecretIsMadeWhole() throws Exception {
    LaunchSpec spec =
        spec(List.of("sh", "-c"), List.of("echo $TOKEN; sleep 1"), Map.of("TOKEN", "again"));
    namespace
        .administrator()
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace.name())
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
    assertThat(
            namespace.pod(task).getSpec().getContainers().getFirst().getResources().getRequests())
        .containsEntry("cpu", new Quantity("10m"))
        .containsEntry("memory", new Quantity("8Mi"))
        .containsEntry("ephemeral-storage", new Quantity("1Mi"));
    assertThat(namespace.pod(task).getSpec().getContainers().getFirst().getResources().getLimits())
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
  void whatIsConfiguredReachesThePod() throws Exception {
    config.put("namespace", namespace.name());
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
    Pod pod = namespace.pod(task);
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

  private TestingTerminal run(LaunchSpec spec) throws Exception {
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    return terminal;
  }

  private LauncherConfig bound() throws ConfigException {
    return RecordConfig.of(LauncherConfig.class).bind(config, c -> c);
  }
}
