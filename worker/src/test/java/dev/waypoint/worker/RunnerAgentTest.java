package dev.waypoint.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.worker.TestingGatewayServer.Connection;
import dev.waypoint.workflows.activity.RunJobResult;
import io.grpc.Status;
import io.temporal.client.WorkflowFailedException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunnerAgentTest {
  private final TestingListener listener = new TestingListener();
  private TestingGatewayServer gateway;

  @TempDir private Path directory;

  @BeforeEach
  void startGateway() {
    gateway = new TestingGatewayServer();
    gateway.assign(
        GetJobAssignmentResponse.newBuilder()
            .setVerdict(GetJobAssignmentResponse.Verdict.RUN)
            .setSpec(
                JobSpec.newBuilder()
                    .setApplication(ApplicationRef.newBuilder().setProject("shop"))
                    .setWorkspace("default")
                    .setOperation(Operation.NOOP))
            .build());
  }

  @AfterEach
  void stopGateway() {
    gateway.close();
  }

  @Test
  @Tag("behaviour-1")
  void registersTakesAJobAndDeliversItsResult() throws Exception {
    try (RunnerAgent agent =
        RunnerAgent.start(
            options(AgentKind.STATIC).id("test").labels(Map.of("env", "dev")).build(), listener)) {
      Connection connection = gateway.awaitConnection();
      assertThat(connection.request().getId()).isEqualTo("test");
      assertThat(connection.request().getKind()).isEqualTo(RunnerKind.STATIC);
      assertThat(connection.request().getLabelsMap()).isEqualTo(Map.of("env", "dev"));
      assertThat(connection.authorization()).contains("Bearer given-token");
      connection.work("");
      assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();

      RunJobResult answer = gateway.startJob("01JOB").result();

      assertThat(answer).isEqualTo(new RunJobResult("SUCCESS", "test"));
      DeliverResultRequest result = gateway.awaitResult();
      assertThat(result.getOutcomeCase()).isEqualTo(DeliverResultRequest.OutcomeCase.SUCCESS);
      assertThat(result.getOutputLength()).isEqualTo(gateway.output().size());
    }
  }

  @Test
  @Tag("behaviour-26")
  void waitsForAdoptionAndUsesTheTokenThatItGetsForEverything() throws Exception {
    Path state = directory.resolve("state");
    AgentOptions options =
        options(AgentKind.STATIC).token(null).cookie("WPCx").stateDirectory(state).build();
    String id;
    try (RunnerAgent agent = RunnerAgent.start(options, listener)) {
      Connection connection = gateway.awaitConnection();
      assertThat(connection.authorization()).isEmpty();
      assertThat(connection.cookie()).contains("WPCx");
      connection.waiting("adopt me");
      listener.await("adopt me");
      connection.work("issued-token");
      assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();
      id = agent.id().value();
    }
    assertThat(gateway.engineTokens()).contains("Bearer issued-token").doesNotContain("null");
    assertThat(state.resolve("token")).hasContent("issued-token");
    assertThat(state.resolve("id")).hasContent(id);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("token"))))
        .isEqualTo("rw-------");

    try (RunnerAgent restarted = RunnerAgent.start(options, listener)) {
      assertThat(restarted.id().value()).isEqualTo(id);
      assertThat(gateway.awaitConnection().authorization()).contains("Bearer issued-token");
    }
  }

  @Test
  @Tag("behaviour-15")
  void readsNothingWithoutAStateDirectory() throws Exception {
    Path stray = Path.of("id");
    Files.writeString(stray, "stray");
    try (RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener)) {
      assertThat(agent.id().value()).matches("[0-9A-Z]{26}");
    } finally {
      Files.delete(stray);
    }
  }

  @Test
  void doesNotShareAStateDirectoryWithAnotherRunner() throws Exception {
    AgentOptions options = options(AgentKind.STATIC).stateDirectory(directory).build();
    try (RunnerAgent first = RunnerAgent.start(options, listener)) {
      assertThat(first.id()).isNotNull();
      assertThatThrownBy(() -> RunnerAgent.start(options, listener))
          .isInstanceOf(AgentStartException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use by another runner");
    }
  }

  @Test
  void isAliveBeforeTheServerIsThere() throws Exception {
    gateway.stop();
    int port = freePort();
    try (RunnerAgent agent =
        RunnerAgent.start(
            options(AgentKind.STATIC).livenessAddress("127.0.0.1:" + port).build(), listener)) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      listener.await("No connection to");
      assertThat(agent.await(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  @Tag("behaviour-29")
  void endsWithTheServersReasonWhenItIsRejected() throws Exception {
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.STATIC).id("bad").build(), listener)) {
      Connection connection = gateway.awaitConnection();
      connection.work("");
      assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();

      connection.refuse("REJECTED", "runner bad was rejected");

      assertThat(agent.await())
          .isEqualTo(new ExitReason(ExitReason.Code.REJECTED, "runner bad was rejected"));
    }
  }

  @Test
  void endsWhenItsTokenIsNotAccepted() throws Exception {
    gateway.refuseConnections(Status.UNAUTHENTICATED.withDescription("the token has expired"));
    try (RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener)) {
      ExitReason reason = agent.await();

      assertThat(reason.code().exitStatus()).isNotZero();
      assertThat(reason.message()).contains("the token has expired");
    }
  }

  @Test
  void usesTheGivenTokenWhenTheStoredOneIsNoLongerAccepted() throws Exception {
    Files.writeString(directory.resolve("token"), "expired-token");
    gateway.refuseToken("Bearer expired-token");
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.STATIC).stateDirectory(directory).build(), listener)) {
      Connection connection = gateway.awaitConnection();

      assertThat(connection.authorization()).contains("Bearer given-token");
      assertThat(agent.await(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  @Tag("behaviour-17")
  void finishesWhatRunsBeforeItLeaves() throws Exception {
    RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener);
    Connection connection = gateway.awaitConnection();
    connection.work("");
    assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();
    TestingGatewayServer.StartedJob job = gateway.startJob("01JOB");
    gateway.awaitResult();

    agent.close();

    assertThat(agent.await().code()).isEqualTo(ExitReason.Code.STOPPED);
    assertThat(job.result().code()).isEqualTo("SUCCESS");
    assertThat(connection.closed().get(30, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void leavesWhenTheServerDrainsIt() throws Exception {
    try (RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener)) {
      Connection connection = gateway.awaitConnection();
      connection.work("");
      assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();

      connection.drain(true);

      assertThat(agent.await(Duration.ofSeconds(3)).map(ExitReason::code))
          .contains(ExitReason.Code.DRAINED);
    }
  }

  @Test
  @Tag("behaviour-7")
  void anOnDemandRunnerExecutesOneJobAndLeaves() throws Exception {
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.ON_DEMAND).id("odr-1").build(), listener)) {
      Connection connection = gateway.awaitConnection();
      assertThat(connection.request().getConcurrency()).isEqualTo(1);
      connection.work("");

      RunJobResult answer = gateway.startJob("01JOB").result();

      assertThat(answer.code()).isEqualTo("SUCCESS");
      ExitReason reason = agent.await();
      assertThat(reason.code()).isEqualTo(ExitReason.Code.JOB_DONE);
      assertThat(reason.code().exitStatus()).isZero();
    }
  }

  @Test
  @Tag("behaviour-11")
  void anOnDemandRunnerWithoutAJobLeavesWithAnError() throws Exception {
    try (RunnerAgent agent =
        RunnerAgent.start(
            options(AgentKind.ON_DEMAND).id("odr-1").firstJobTimeout(Duration.ofSeconds(2)).build(),
            listener)) {
      gateway.awaitConnection().work("");

      ExitReason reason = agent.await();

      assertThat(reason.code()).isEqualTo(ExitReason.Code.NO_JOB);
      assertThat(reason.code().exitStatus()).isNotZero();
      assertThat(reason.message()).contains("2 seconds");
    }
  }

  @Test
  @Tag("behaviour-10")
  void goesOnAfterARestartOfTheGateway() throws Exception {
    try (RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener)) {
      gateway.awaitConnection().work("");
      assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();

      gateway.stop();
      listener.await("No connection to");
      gateway.restart();
      gateway.awaitConnection().work("");
      listener.await("again");

      assertThat(gateway.startJob("01JOB").result().code()).isEqualTo("SUCCESS");
    }
  }

  @Test
  void aRunningJobSurvivesARestartOfTheGateway() throws Exception {
    Path go = directory.resolve("go");
    buildWith("echo begun; while [ ! -e %s ]; do sleep 0.1; done; echo ended".formatted(go));
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.STATIC).localDirectory(directory).build(), listener)) {
      gateway.awaitConnection().work("");
      TestingGatewayServer.StartedJob job = gateway.startJob("01JOB");
      gateway.awaitOutput("begun");

      gateway.stop();
      listener.await("No connection to");
      Files.createFile(go);
      gateway.restart();
      gateway.awaitConnection().work("");

      assertThat(job.result().code()).isEqualTo("SUCCESS");
      assertThat(gateway.text()).isEqualTo("begun\nended\n");
      assertThat(gateway.awaitResult().getOutputLength()).isEqualTo(gateway.output().size());
      assertThat(agent.await(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void cancellingReachesTheRunningJobThroughTheEngine() throws Exception {
    buildWith("echo begun; sleep 300");
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.STATIC).localDirectory(directory).build(), listener)) {
      gateway.awaitConnection().work("");
      TestingGatewayServer.StartedJob job = gateway.startJob("01JOB");
      gateway.awaitOutput("begun");

      job.cancel();

      assertThat(gateway.awaitResult().getFailure().getCode()).isEqualTo("JOB_CANCELLED");
      assertThatThrownBy(job::result).isInstanceOf(WorkflowFailedException.class);
      assertThat(agent.await(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void aForgottenRunnerEndsWhatItRuns() throws Exception {
    buildWith("echo pid=$$; echo begun; exec sleep 300");
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.STATIC).localDirectory(directory).build(), listener)) {
      Connection connection = gateway.awaitConnection();
      connection.work("");
      gateway.startJob("01JOB");
      gateway.awaitOutput("begun");
      long pid = Long.parseLong(gateway.text().replaceAll("(?s).*pid=(\\d+).*", "$1"));

      connection.refuse("FORGOTTEN", "forgotten");

      assertThat(agent.await().code()).isEqualTo(ExitReason.Code.FORGOTTEN);
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  @Tag("behaviour-31")
  void aRejectedRunnerFinishesWhatItRunsAndThenLeaves() throws Exception {
    Path go = directory.resolve("go");
    buildWith("echo begun; while [ ! -e %s ]; do sleep 0.1; done; echo ended".formatted(go));
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.STATIC).localDirectory(directory).build(), listener)) {
      Connection connection = gateway.awaitConnection();
      connection.work("");
      TestingGatewayServer.StartedJob job = gateway.startJob("01JOB");
      gateway.awaitOutput("begun");

      connection.refuse("REJECTED", "rejected");
      listener.await("Waiting for 1 running job(s)");
      assertThat(agent.await(Duration.ofMillis(1))).isEmpty();
      Files.createFile(go);

      assertThat(job.result().code()).isEqualTo("SUCCESS");
      assertThat(agent.await().code()).isEqualTo(ExitReason.Code.REJECTED);
      assertThat(gateway.text()).isEqualTo("begun\nended\n");
    }
  }

  @Test
  void aRenewedTokenIsUsedAndKept() throws Exception {
    Path state = directory.resolve("state");
    try (RunnerAgent agent =
        RunnerAgent.start(options(AgentKind.STATIC).stateDirectory(state).build(), listener)) {
      Connection connection = gateway.awaitConnection();
      connection.work("first-token");
      assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();

      connection.renew("second-token");

      listener.await("The token was renewed");
      assertThat(state.resolve("token")).hasContent("second-token");
      assertThat(gateway.startJob("01JOB").result().code()).isEqualTo("SUCCESS");
      assertThat(gateway.engineTokens()).contains("Bearer second-token");
    }
  }

  @Test
  @Tag("behaviour-9")
  void registersOnceTheServerAppears() throws Exception {
    gateway.stop();
    try (RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener)) {
      listener.await("No connection to");
      gateway.restart();
      gateway.awaitConnection().work("");
      assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();
    }
  }

  @Test
  @Tag("behaviour-13")
  void hasANewIdAtEachStartUnlessItKeepsOne() throws Exception {
    Path state = directory.resolve("state");
    assertThat(idOf(options(AgentKind.STATIC))).isNotEqualTo(idOf(options(AgentKind.STATIC)));
    String kept = idOf(options(AgentKind.STATIC).stateDirectory(state));
    assertThat(idOf(options(AgentKind.STATIC).stateDirectory(state))).isEqualTo(kept);
    assertThat(idOf(options(AgentKind.STATIC).stateDirectory(state).id("given")))
        .isEqualTo("given");
    assertThat(state.resolve("id")).hasContent(kept);
  }

  @Test
  @Tag("behaviour-14")
  void doesNotStartWithAStateDirectoryThatCannotBeWritten() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    AgentOptions options = options(AgentKind.STATIC).stateDirectory(file.resolve("state")).build();
    assertThatThrownBy(() -> RunnerAgent.start(options, listener))
        .isInstanceOf(AgentStartException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("cannot be used");
  }

  @Test
  @Tag("behaviour-19")
  void anAgentThatWasClosedTakesNothingAndEndsAtOnce() throws Exception {
    RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener);
    gateway.awaitConnection().work("");
    assertThat(agent.awaitReady(Duration.ofSeconds(30))).isTrue();
    agent.close();

    assertThat(agent.awaitReady(Duration.ofSeconds(30))).isFalse();
    assertThat(agent.await(Duration.ofMillis(1)).map(ExitReason::code))
        .contains(ExitReason.Code.STOPPED);
    agent.drain();
    agent.close();
  }

  @Test
  void leavesNothingInTheTemporaryDirectory() throws Exception {
    Set<Path> before = runnerDirectories();
    try (RunnerAgent agent = RunnerAgent.start(options(AgentKind.STATIC).build(), listener)) {
      assertThat(agent.id()).isNotNull();
      assertThat(runnerDirectories()).isNotEqualTo(before);
    }
    assertThat(runnerDirectories()).isEqualTo(before);
  }

  private String idOf(AgentOptions.Builder options) throws Exception {
    try (RunnerAgent agent = RunnerAgent.start(options.build(), listener)) {
      return agent.id().value();
    }
  }

  private static Set<Path> runnerDirectories() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith(JobDirectories.PREFIX))
          .collect(Collectors.toSet());
    }
  }

  private void buildWith(String script) throws IOException {
    Files.writeString(
        directory.resolve("waypoint.hcl"),
        """
        project = "shop"
        app "web" {
          build {
            use "exec" {
              command = ["sh", "-c", "%s"]
            }
          }
          deploy {
            use "exec" {
              command = ["true"]
            }
          }
        }
        """
            .formatted(script));
    gateway.assign(
        GetJobAssignmentResponse.newBuilder()
            .setVerdict(GetJobAssignmentResponse.Verdict.RUN)
            .setSpec(
                JobSpec.newBuilder()
                    .setApplication(
                        ApplicationRef.newBuilder().setProject("shop").setApplication("web"))
                    .setWorkspace("default")
                    .setOperation(Operation.BUILD)
                    .setDataSource(
                        DataSource.newBuilder().setLocal(DataSource.Local.getDefaultInstance()))
                    .setOptions(OperationOptions.newBuilder().setDisablePush(true)))
            .build());
  }

  private AgentOptions.Builder options(AgentKind kind) {
    return AgentOptions.builder(gateway.target(), kind).token("given-token").environment(Map.of());
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
