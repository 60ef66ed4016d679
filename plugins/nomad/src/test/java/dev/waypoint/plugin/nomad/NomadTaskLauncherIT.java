package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypoint.sdk.task.LaunchSpec;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher on a real Nomad, with the rights of the plugin's own policy and no more. */
@Execution(ExecutionMode.CONCURRENT)
class NomadTaskLauncherIT extends AbstractRemoteTaskLauncherTest {
  @RegisterExtension static final TestingLaunchers launchers = new TestingLaunchers();

  private Map<String, Object> config;

  @BeforeEach
  void configure() {
    config = launchers.config();
  }

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new NomadPlugin(), config);
  }

  @Override
  protected String image() {
    return TestingNomad.IMAGE;
  }

  @Override
  protected String untilCollected() {
    return TestingNomad.UNTIL_COLLECTED;
  }

  @Override
  protected String missingImage() {
    return "127.0.0.1:9/none/such:1";
  }

  @Override
  protected void killFromOutside(TaskName task) throws Exception {
    TestingDocker.kill("com.hashicorp.nomad.job_name=" + task);
  }

  @Override
  protected TestingProxy proxy() throws Exception {
    URI nomad = URI.create(launchers.nomad().url());
    return TestingProxy.to(() -> TestingProxy.wire(new Socket(nomad.getHost(), nomad.getPort())));
  }

  @Override
  protected TaskLauncher launcherAt(int port) {
    Map<String, Object> there = new HashMap<>(config);
    there.put("nomad_host", "http://127.0.0.1:" + port);
    return launcherOf(new NomadPlugin(), there);
  }

  @Override
  protected List<String> requestsOfAStart() {
    return List.of("PUT /v1/var/", "PUT /v1/jobs");
  }

  @Test
  @Tag("behaviour-147")
  void whatIsNotConfiguredIsAsItAlwaysWas() throws Exception {
    List.of("resources_memory", "resources_cpu", "stop_timeout").forEach(config::remove);
    TaskName task = start("sleep 60");
    JsonNode job = launchers.nomad().get("/v1/job/" + task);
    assertThat(job.path("Region").asText()).isEqualTo("global");
    assertThat(job.path("Namespace").asText()).isEqualTo("default");
    assertThat(job.path("Datacenters").toString()).isEqualTo("[\"dc1\"]");
    JsonNode resources = job.at("/TaskGroups/0/Tasks/0/Resources");
    assertThat(resources.path("CPU").asInt()).isEqualTo(200);
    assertThat(resources.path("MemoryMB").asInt()).isEqualTo(2000);
    assertThat(job.at("/TaskGroups/0/Tasks/0/KillTimeout").asLong())
        .isEqualTo(Duration.ofSeconds(30).toNanos());
  }

  @Test
  @Tag("behaviour-147")
  void stoppingLeavesNeitherJobNorContainerNorVariable() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    assertThat(TestingNomad.containersOf(task.value())).hasSize(1);
    assertThat(launchers.nomad().status("/v1/var/nomad/jobs/" + task)).isEqualTo(200);

    stop(task);

    assertThat(launchers.nomad().status("/v1/job/" + task)).isEqualTo(404);
    assertThat(launchers.nomad().status("/v1/var/nomad/jobs/" + task)).isEqualTo(404);
    assertThat(TestingNomad.containersOf(task.value())).isEmpty();
    assertThat(watching.get(30, TimeUnit.SECONDS).cause()).isIn(Cause.KILLED, Cause.GONE);
  }

  @Test
  @Tag("behaviour-147")
  void aTaskIsWatchedAndStoppedInItsNamespaceAlone() throws Exception {
    config.put("namespace", launchers.other());
    config.put("region", "global");
    config.put("token", launchers.otherToken());
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    assertThat(launchers.nomad().status("/v1/job/" + task)).isEqualTo(404);
    assertThat(launchers.nomad().status("/v1/job/" + task + "?namespace=" + launchers.other()))
        .isEqualTo(200);

    stop(task);

    assertThat(launchers.nomad().status("/v1/job/" + task + "?namespace=" + launchers.other()))
        .isEqualTo(404);
    assertThat(
            launchers
                .nomad()
                .status("/v1/var/nomad/jobs/" + task + "?namespace=" + launchers.other()))
        .isEqualTo(404);
    watching.get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatIsConfiguredReachesTheTask() throws Exception {
    config.put("static_environment", Map.of("FROM_CONFIG", "yes", "BOTH", "config"));
    config.put("meta", Map.of("owner", "tests"));
    config.put("datacenter", "*");
    config.put("stop_timeout", "7s");
    config.put(
        "job",
        """
        {"Priority": 30, "TaskGroups": [{"Name": "runner", "Tasks": [{"Name": "runner",
          "Config": {"work_dir": "/tmp"}, "Env": {"FROM_OVERLAY": "too"}, "Resources": {"CPU": 150}}]}]}
        """);
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(untilCollected() + "echo $FROM_CONFIG $BOTH $FROM_OVERLAY $PWD $NOMAD_ADDR"),
            Map.of("BOTH", "spec"));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);

    assertThat(terminal.outText()).isEqualTo("yes spec too /tmp " + launchers.nomad().url() + "\n");
    JsonNode job = launchers.nomad().get("/v1/job/" + spec.name());
    assertThat(job.path("Priority").asInt()).isEqualTo(30);
    assertThat(job.path("Datacenters").toString()).isEqualTo("[\"*\"]");
    assertThat(job.path("Meta").path("owner").asText()).isEqualTo("tests");
    assertThat(job.path("Meta").path("waypoint.dev/job").asText()).isEqualTo(spec.name().value());
    JsonNode task = job.at("/TaskGroups/0/Tasks/0");
    assertThat(task.at("/Resources/CPU").asInt()).isEqualTo(150);
    assertThat(task.at("/Resources/MemoryMB").asInt()).isEqualTo(100);
    assertThat(task.path("KillTimeout").asLong()).isEqualTo(Duration.ofSeconds(7).toNanos());
    assertThat(task.path("Config").path("privileged").asBoolean()).isFalse();
  }

  @Test
  @Tag("behaviour-149")
  void whatIsWrittenToStandardErrorIsToldApart() throws Exception {
    TaskName task = start(untilCollected() + "echo out; echo err >&2; exit 9");
    TestingTerminal terminal = new TestingTerminal();
    TaskExit exit = watch(task, terminal);
    assertThat(terminal.outText()).isEqualTo("out\n");
    assertThat(terminal.errText()).isEqualTo("err\n");
    assertThat(exit.exitCode()).isEqualTo(9);
  }

  @Test
  void aTaskThatFailsTooSoonToBeHeardIsSaidToBe() throws Exception {
    TaskName task = start("exit 4");
    TestingTerminal terminal = new TestingTerminal();
    assertThat(watch(task, terminal).exitCode()).isEqualTo(4);
    assertThat(terminal.lines()).anyMatch(line -> line.contains("collected no output"));
  }
}
