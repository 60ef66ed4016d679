package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.AbstractTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingTerminal;
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

/** The launcher on a real Nomad, with the rights of the plugin's own policy and no more. */
class NomadTaskLauncherIT extends AbstractTaskLauncherTest {
  private static final String OTHER = "waypoint-tests";
  private static final String UNTIL_STOPPED =
      "trap 'exit 0' TERM; echo ready; while :; do sleep 1 & wait $!; done";

  private static TestingNomad nomad;
  private static String token;
  private static String otherToken;

  private final Map<String, Object> config = new HashMap<>();

  @BeforeAll
  static void makeTokens() throws Exception {
    nomad = TestingNomad.find();
    nomad.makeNamespace(OTHER);
    token = nomad.tokenOfALauncher("default");
    otherToken = nomad.tokenOfALauncher(OTHER);
  }

  @AfterAll
  static void removeTokens() throws Exception {
    if (nomad != null) {
      nomad.removeLaunchers("default");
      nomad.removeLaunchers(OTHER);
      nomad.removeNamespace(OTHER);
    }
  }

  @BeforeEach
  void configure() {
    config.put("nomad_host", nomad.url());
    config.put("token", token);
    config.put("resources_memory", 100);
    config.put("resources_cpu", 100);
    config.put("stop_timeout", "2s");
  }

  @Override
  protected TaskLauncher launcher() {
    try {
      return new NomadPlugin().taskLauncher().orElseThrow().create(config);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected String image() {
    return TestingNomad.IMAGE;
  }

  @Override
  protected String missingImage() {
    return "127.0.0.1:9/none/such:1";
  }

  /**
   * Nomad's Docker driver may miss what a container writes that lives for less than it takes to
   * start the driver's log collector: hashicorp/nomad#6931, open.
   */
  @Override
  protected String untilCollected() {
    return "trap 'sleep 3' EXIT; ";
  }

  @Test
  @Tag("behaviour-147")
  void whatIsNotConfiguredIsAsItAlwaysWas() throws Exception {
    List.of("resources_memory", "resources_cpu", "stop_timeout").forEach(config::remove);
    TaskName task = start("sleep 60");
    JsonNode job = nomad.get("/v1/job/" + task);
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
    CompletableFuture<TaskExit> watching = watching(task, terminal);
    terminal.awaitOut("ready");
    assertThat(TestingNomad.containersOf(task.value())).hasSize(1);
    assertThat(nomad.status("/v1/var/nomad/jobs/" + task)).isEqualTo(200);

    stop(task);

    assertThat(nomad.status("/v1/job/" + task)).isEqualTo(404);
    assertThat(nomad.status("/v1/var/nomad/jobs/" + task)).isEqualTo(404);
    assertThat(TestingNomad.containersOf(task.value())).isEmpty();
    assertThat(watching.get(30, TimeUnit.SECONDS).cause()).isIn(Cause.KILLED, Cause.GONE);
  }

  @Test
  @Tag("behaviour-147")
  void aTaskIsWatchedAndStoppedInItsNamespaceAlone() throws Exception {
    config.put("namespace", OTHER);
    config.put("region", "global");
    config.put("token", otherToken);
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watching(task, terminal);
    terminal.awaitOut("ready");
    assertThat(nomad.status("/v1/job/" + task)).isEqualTo(404);
    assertThat(nomad.status("/v1/job/" + task + "?namespace=" + OTHER)).isEqualTo(200);

    stop(task);

    assertThat(nomad.status("/v1/job/" + task + "?namespace=" + OTHER)).isEqualTo(404);
    assertThat(nomad.status("/v1/var/nomad/jobs/" + task + "?namespace=" + OTHER)).isEqualTo(404);
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

    assertThat(terminal.outText()).isEqualTo("yes spec too /tmp " + nomad.url() + "\n");
    JsonNode job = nomad.get("/v1/job/" + spec.name());
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
  @Tag("behaviour-150")
  void theTokenIsNotInTheJob() throws Exception {
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(untilCollected() + "echo ${#WAYPOINT_SERVER_TOKEN} characters"),
            Map.of("WAYPOINT_SERVER_TOKEN", "secret-of-the-runner"));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("20 characters\n");
    assertThat(nomad.get("/v1/job/" + spec.name()).toString()).doesNotContain("secret-of");
    assertThat(nomad.get("/v1/job/" + spec.name() + "/allocations").toString())
        .doesNotContain("secret-of");
    assertThat(nomad.ask(token, "GET", "/v1/var/nomad/jobs/" + spec.name(), "").statusCode())
        .isEqualTo(403);
  }

  @Test
  void serversWithoutVariablesKeepTheEnvironmentInTheJob() throws Exception {
    config.put("secrets", "job");
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(untilCollected() + "echo \"$ODD\""),
            Map.of("ODD", "a ${HOME} %{b} \"c\""));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("a ${HOME} %{b} \"c\"\n");
    assertThat(nomad.status("/v1/var/nomad/jobs/" + spec.name())).isEqualTo(404);
  }

  @Test
  void oddValuesReachTheProcessUnchanged() throws Exception {
    String odd = "line 1\nline 2\t${HOME} %{x} {{ y }} \\n 'single' \"double\" \u00f6 #no comment";
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(
                untilCollected() + "printf '%s|%s' \"$ODD\" \"$1\"",
                "sh",
                "${NOMAD_JOB_ID} %{x} {{ y }}"),
            Map.of("ODD", odd));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo(odd + "|${NOMAD_JOB_ID} %{x} {{ y }}");
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

  @Test
  void aTaskThatUsesTooMuchMemoryIsToldApart() throws Exception {
    config.put("resources_memory", 30);
    TaskName task = start("x=0123456789abcdef; while :; do x=$x$x; done");
    TaskExit exit = watch(task, new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(exit.message()).contains(task.value()).contains("more memory than it may");
  }

  @Test
  void aTaskThatFindsNoRoomEndsAtItsDeadlineWithTheSchedulersReason() throws Exception {
    config.put("resources_memory", 100_000_000);
    config.put("pending_timeout", "3s");
    TaskName task = start("exit 0");
    TestingTerminal terminal = new TestingTerminal();
    TaskExit exit = watch(task, terminal);
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains(task.value(), "3.0s", "too little memory on 1 node");
    assertThat(terminal.lines()).anyMatch(line -> line.contains("too little memory"));
    stop(task);
    assertThat(nomad.status("/v1/job/" + task)).isEqualTo(404);
  }

  @Test
  void aDatacenterWithoutNodesIsNamed() throws Exception {
    config.put("datacenter", "nowhere");
    config.put("pending_timeout", "2s");
    TaskExit exit = watch(start("exit 0"), new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("no node is ready in the datacenter \"nowhere\"");
  }

  @Test
  void aContainerThatIsKilledIsNoticedSoon() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watching(task, terminal);
    terminal.awaitOut("ready");
    Instant killed = Instant.now();
    TestingNomad.docker("kill", TestingNomad.containersOf(task.value()).getFirst());
    TaskExit exit = watching.get(30, TimeUnit.SECONDS);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains(task.value()).contains("SIGKILL");
    assertThat(nomad.get("/v1/job/" + task + "/allocations")).hasSize(1);
  }

  @Test
  void anAllocationThatAnOperatorStopsDoesNotCountAsASuccess() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watching(task, terminal);
    terminal.awaitOut("ready");
    String allocation = nomad.get("/v1/job/" + task + "/allocations").path(0).path("ID").asText();
    nomad.ask("POST", "/v1/allocation/" + allocation + "/stop", "");
    TaskExit exit = watching.get(30, TimeUnit.SECONDS);
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains(task.value()).contains("stopped");
  }

  @Test
  void whatNomadRefusesOfAProfilesJobIsSaidAndNotTriedAgain() {
    config.put("job", "{\"TaskGroups\": [{\"Name\": \"runner\", \"Count\": -1}]}");
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> start("exit 0"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_RETRYABLE))
        .withMessageContaining("the profile's job is not valid")
        .withMessageContaining("count");
  }

  @Test
  void whoHasNoRightsIsToldWhichOnes() {
    config.put("token", "00000000-0000-0000-0000-000000000000");
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> start("exit 0"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_RETRYABLE))
        .withMessageContaining("policy.hcl")
        .withMessageNotContaining("00000000");
    config.put("token", token);
  }

  @Test
  void aNamespaceThatIsNotThereIsNotTriedAgain() throws Exception {
    config.put("namespace", "waypoint-nowhere");
    config.put("token", System.getenv("WAYPOINT_TEST_NOMAD_TOKEN"));
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> start("exit 0"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_RETRYABLE))
        .withMessageContaining("nonexistent namespace");
  }

  @Test
  void aNomadThatDoesNotAnswerMayAnswerLater() {
    config.put("nomad_host", "http://127.0.0.1:9");
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> start("exit 0"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE))
        .withMessageContaining("http://127.0.0.1:9");
    config.put("nomad_host", nomad.url());
  }

  private CompletableFuture<TaskExit> watching(TaskName task, TestingTerminal terminal) {
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
}
