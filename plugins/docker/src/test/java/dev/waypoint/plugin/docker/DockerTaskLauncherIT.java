package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.AbstractRemoteTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingDocker;
import dev.waypoint.sdk.testing.TestingProxy;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@RequiresDocker
@Execution(ExecutionMode.CONCURRENT)
class DockerTaskLauncherIT extends AbstractRemoteTaskLauncherTest {
  private Map<String, Object> config = Map.of("stop_timeout", "2s");
  private TestingRegistry registry;

  @BeforeEach
  void openRegistry() throws Exception {
    registry = TestingRegistry.empty();
  }

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new DockerPlugin(), config);
  }

  @Override
  protected String image() {
    return RequiresDocker.IMAGE;
  }

  @Override
  protected String missingImage() {
    return registry.image();
  }

  @Override
  protected void killFromOutside(TaskName task) throws Exception {
    TestingDocker.kill("%s=%s".formatted(TaskContainer.TASK_LABEL, task));
  }

  @Override
  protected TestingProxy proxy() throws Exception {
    URI host = DefaultDockerClientConfig.createDefaultConfigBuilder().build().getDockerHost();
    return TestingProxy.to(
        () ->
            host.getScheme().equals("unix")
                ? TestingProxy.connect(Path.of(host.getPath()))
                : TestingProxy.wire(new Socket(host.getHost(), host.getPort())));
  }

  @Override
  protected TaskLauncher launcherAt(int port) {
    Map<String, Object> there = new HashMap<>(config);
    there.put("client_config", Map.of("host", "tcp://127.0.0.1:" + port));
    return launcherOf(new DockerPlugin(), there);
  }

  @Override
  protected List<String> requestsOfAStart() {
    return List.of("/containers/create", "/start");
  }

  @Test
  @Tag("behaviour-142")
  @Tag("behaviour-8")
  void everySettingReachesTheContainer(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("file"), "bound");
    config =
        Map.of(
            "binds", List.of(folder + ":/bound:ro"),
            "labels", Map.of("owner", "tests"),
            "network", "bridge",
            "static_environment", Map.of("FROM_CONFIG", "yes", "BOTH", "config"),
            "resources", Map.of("cpu", 256, "memory", "64MB"),
            "extra_hosts", List.of("registry:10.1.2.3"),
            "stop_timeout", "1s");
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(
                "echo $FROM_CONFIG $BOTH $container; cat /bound/file; grep -c host.docker.internal"
                    + " /etc/hosts"),
            Map.of("BOTH", "spec"));
    launcher().startTask(spec, context(new TestingTerminal()));
    InspectContainerResponse container = inspect(spec.name());
    assertThat(container.getConfig().getLabels())
        .containsEntry("owner", "tests")
        .containsEntry("waypoint.dev/task", spec.name().value())
        .containsEntry("waypoint.dev/job", spec.name().value());
    assertThat(container.getHostConfig().getCpuShares()).isEqualTo(256);
    assertThat(container.getHostConfig().getMemory()).isEqualTo(64_000_000);
    assertThat(container.getHostConfig().getPrivileged()).isFalse();
    assertThat(container.getHostConfig().getCapAdd()).isNull();
    assertThat(container.getHostConfig().getSecurityOpts()).containsExactly("no-new-privileges");
    assertThat(container.getHostConfig().getAutoRemove()).isFalse();
    assertThat(container.getHostConfig().getExtraHosts())
        .containsExactlyInAnyOrder("registry:10.1.2.3", "host.docker.internal:host-gateway");
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("yes spec docker\nbound1\n");
  }

  @Test
  @Tag("behaviour-141")
  void theSharedNetworkIsUsedAndTheSocketIsNot() throws Exception {
    TaskName task = start("ls /var/run/docker.sock");
    assertThat(inspect(task).getNetworkSettings().getNetworks())
        .hasSize(1)
        .doesNotContainKey("bridge");
    assertThat(watch(task, new TestingTerminal()).exitCode()).isEqualTo(1);
  }

  @Test
  void theSocketIsThereWhenItIsAskedFor() throws Exception {
    config = Map.of("docker_socket", true);
    TaskName task = start("test -S /var/run/docker.sock");
    assertThat(watch(task, new TestingTerminal()).success()).isTrue();
  }

  @Test
  void aTaskThatUsesTooMuchMemoryIsToldApart() throws Exception {
    config = Map.of("resources", Map.of("memory", "16MB"));
    TaskName task = start("x=0123456789abcdef; while :; do x=$x$x; done");
    TaskExit exit = watch(task, new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(exit.message()).contains(task.value()).contains("memory");
  }

  @Test
  void aContainerThatIsKeptIsStillStopped() throws Exception {
    config = Map.of("debug_containers", true, "stop_timeout", "1s");
    TaskName task = start("sleep 300");
    stop(task);
    assertThat(inspect(task).getState().getRunning()).isFalse();
    config = Map.of();
  }

  @Test
  void aContainerThatWasMadeButNotStartedIsStarted() throws Exception {
    LaunchSpec spec = spec(List.of("sh", "-c"), List.of("echo late"), Map.of());
    try (Docker docker = Docker.connect(Optional.empty())) {
      docker.run(
          "make",
          client ->
              client
                  .createContainerCmd(image())
                  .withName(spec.name().value())
                  .withLabels(Map.of("waypoint.dev/task", spec.name().value()))
                  .withCmd("echo", "late")
                  .exec());
    }
    assertThat(watch(spec.name(), new TestingTerminal()).cause()).isEqualTo(Cause.NOT_STARTED);
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("late\n");
  }

  @Test
  void aContainerOfAnotherIsNeitherTakenNorRemoved() throws Exception {
    LaunchSpec spec = spec(List.of(), List.of(), Map.of());
    try (Docker docker = Docker.connect(Optional.empty())) {
      docker.run(
          "make",
          client ->
              client
                  .createContainerCmd(image())
                  .withName(spec.name().value())
                  .withCmd("true")
                  .exec());
      try {
        assertThatExceptionOfType(TaskException.class)
            .isThrownBy(() -> launcher().startTask(spec, context(new TestingTerminal())))
            .withMessageContaining("is not a task");
        assertThatExceptionOfType(TaskException.class).isThrownBy(() -> stop(spec.name()));
        assertThat(inspect(spec.name()).getState().getStatus()).isEqualTo("created");
      } finally {
        new Containers(docker).remove(spec.name().value());
      }
    }
  }

  @Test
  void aRegistryThatIsOutOfOrderMayBeAskedAgain() throws Exception {
    LaunchSpec spec = spec(List.of(), List.of(), Map.of());
    try (TestingRegistry broken = TestingRegistry.outOfOrder()) {
      LaunchSpec wanted =
          new LaunchSpec(spec.name(), broken.image(), List.of(), List.of(), Map.of(), Map.of());
      assertThatExceptionOfType(TaskException.class)
          .isThrownBy(() -> launcher().startTask(wanted, context(new TestingTerminal())))
          .withMessageContaining(broken.image())
          .satisfies(e -> assertThat(e.kind()).isEqualTo(TaskException.Kind.RETRYABLE));
    }
  }

  private static InspectContainerResponse inspect(TaskName task) throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      return new Containers(docker).find(task.value()).orElseThrow();
    }
  }
}
