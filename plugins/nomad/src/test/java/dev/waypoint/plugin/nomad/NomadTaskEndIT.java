package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** How tasks end on a real Nomad, and why some cannot begin. */
@Execution(ExecutionMode.CONCURRENT)
class NomadTaskEndIT extends BaseTaskLauncherTest {
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
    TestingProgress progress = new TestingProgress();
    TaskExit exit = launcher().watchTask(task, context(new TestingTerminal(), progress));
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains(task.value(), "3.0s", "too little memory on 1 node");
    assertThat(progress.reasons()).anyMatch(reason -> reason.contains("too little memory"));
    stop(task);
    assertThat(launchers.nomad().status("/v1/job/" + task)).isEqualTo(404);
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
  @ResourceLock(MEASURED)
  void aContainerThatIsKilledIsNoticedSoon() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    Instant killed = Instant.now();
    TestingNomad.docker("kill", TestingNomad.containersOf(task.value()).getFirst());
    TaskExit exit = watching.get(30, TimeUnit.SECONDS);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains(task.value()).contains("SIGKILL");
    assertThat(launchers.nomad().get("/v1/job/" + task + "/allocations")).hasSize(1);
  }

  @Test
  void anAllocationThatAnOperatorStopsDoesNotCountAsASuccess() throws Exception {
    TaskName task = start(UNTIL_STOPPED);
    TestingTerminal terminal = new TestingTerminal();
    CompletableFuture<TaskExit> watching = watchAside(task, terminal);
    terminal.awaitOut("ready");
    String allocation =
        launchers.nomad().get("/v1/job/" + task + "/allocations").path(0).path("ID").asText();
    launchers.nomad().ask("POST", "/v1/allocation/" + allocation + "/stop", "");
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
    config.put("token", launchers.token());
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
    config.put("nomad_host", launchers.nomad().url());
  }
}
