package dev.waypoint.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Stock workers and plain calls against the proxy, on each engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class AbstractTemporalProxyTest {
  private static final Duration SOON = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final List<AutoCloseable> open = new ArrayList<>();
  private Engine engine;
  private WorkerFactory flows;
  private String flowQueue;
  private TestingRunnerDirectory directory;
  private TestingGateway gateway;
  private String run;

  abstract Engine openEngine() throws Exception;

  @BeforeAll
  void startEngine() throws Exception {
    engine = openEngine();
    flowQueue = "flows-" + UUID.randomUUID();
    flows = WorkerFactory.newInstance(engine.client());
    flows.newWorker(flowQueue).registerWorkflowImplementationTypes(Batch.Flow.class);
    flows.start();
  }

  @AfterAll
  void stopEngine() {
    if (engine != null) {
      flows.shutdownNow();
      flows.awaitTermination(5, TimeUnit.SECONDS);
      engine.close();
    }
  }

  @BeforeEach
  void startGateway() throws Exception {
    run = UUID.randomUUID().toString().substring(0, 8);
    directory = new TestingRunnerDirectory();
    gateway = new TestingGateway(engine, directory);
  }

  @AfterEach
  void stopGateway() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
    open.clear();
    gateway.close();
  }

  private RunnerId id(String name) {
    return new RunnerId(name + "-" + run);
  }

  String queue(String name) {
    return "runner/labels/" + name + "=" + run;
  }

  private static String own(RunnerId id) {
    return TaskQueues.jobs(new TargetRunner.ById(id));
  }

  private TestingRunner runner(RunnerId id, int slots) {
    TestingRunner runner = new TestingRunner(gateway, engine, id, slots);
    open.add(runner);
    return runner;
  }

  TestingRunner admitted(String name, int slots, String... queues) {
    directory.admit(id(name), queues);
    return runner(id(name), slots);
  }

  private WorkflowServiceBlockingStub calls(RunnerId id) {
    ManagedChannel channel = gateway.channel(id);
    open.add(channel::shutdownNow);
    return WorkflowServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private PollActivityTaskQueueRequest pollOf(String queue) {
    return PollActivityTaskQueueRequest.newBuilder()
        .setNamespace(engine.namespace())
        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
        .build();
  }

  private Future<PollActivityTaskQueueResponse> poll(RunnerId id) {
    WorkflowServiceBlockingStub stub = calls(id);
    CompletableFuture<PollActivityTaskQueueResponse> answer = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            answer.complete(stub.pollActivityTaskQueue(pollOf(own(id))));
          } catch (StatusRuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  WorkflowStub start(Batch.Item... items) {
    WorkflowStub stub =
        engine
            .client()
            .newUntypedWorkflowStub(
                "Batch",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(flowQueue)
                    .setWorkflowId("job/" + UUID.randomUUID())
                    .build());
    stub.start(List.of(items));
    return stub;
  }

  @SuppressWarnings("unchecked")
  static List<String> result(WorkflowStub stub) throws Exception {
    return stub.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, List.class);
  }

  static Batch.Item[] items(int count, String task, String... queues) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Batch.Item(queues[i % queues.length], task))
        .toArray(Batch.Item[]::new);
  }

  void await(Function<ProxyCounters, Boolean> state) {
    Waiting.until(() -> state.apply(gateway.proxy().counters()));
  }

  private static Status.Code codeOf(Throwable error) {
    return Status.fromThrowable(error).getCode();
  }

  @Test
  @Tag("behaviour-4")
  void keepsTheBudgetExactlyOverManyQueues() throws Exception {
    String[] queues = IntStream.range(0, 7).mapToObj(i -> queue("q" + i)).toArray(String[]::new);
    TestingRunner runner = admitted("budget", 3, queues);
    long begin = System.nanoTime();
    List<String> done = result(start(items(42, "200", queues)));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(done).hasSize(42).allMatch(who -> who.startsWith(runner.id().value()));
    assertThat(runner.most()).isEqualTo(3);
    assertThat(took).isLessThan(Duration.ofMillis(2800 * 3));
  }

  @Test
  @Tag("behaviour-55")
  void spreadsWorkEvenly() throws Exception {
    String shared = queue("even");
    List<TestingRunner> runners =
        Stream.of("a", "b", "c", "d").map(name -> admitted(name, 2, shared)).toList();
    await(counters -> counters.waitingPolls() == 4);
    for (int batch = 0; batch < 10; batch++) {
      assertThat(result(start(items(100, "40", shared)))).hasSize(100);
    }
    Map<RunnerId, Integer> done =
        runners.stream().collect(Collectors.toMap(TestingRunner::id, TestingRunner::done));
    assertThat(done.values())
        .as("tasks by runner %s", done)
        .allSatisfy(count -> assertThat(count).isBetween(225, 275));
  }

  @Test
  void letsNoQueueStarveBesideAFloodedOne() throws Exception {
    String flooded = queue("flooded");
    String quiet = queue("quiet");
    admitted("both", 2, flooded, quiet);
    WorkflowStub flood = start(items(150, "30", flooded));
    await(counters -> counters.delivered() > 10);
    assertThat(result(start(new Batch.Item(quiet, "1")))).hasSize(1);
    assertThat(gateway.proxy().counters().delivered()).isLessThan(150);
    assertThat(result(flood)).hasSize(150);
  }

  @Test
  void givesTheIdleRunnerWhatTheBusyOneCannotTake() throws Exception {
    String shared = queue("shared");
    TestingRunner busy = admitted("busy", 1, shared, own(id("busy")));
    WorkflowStub held = start(new Batch.Item(own(busy.id()), "hold"));
    assertThat(busy.awaitStart("hold", SOON)).isTrue();
    TestingRunner idle = admitted("idle", 2, shared);
    assertThat(result(start(items(20, "5", shared))))
        .allMatch(who -> who.startsWith(idle.id().value()));
    busy.release("hold");
    assertThat(result(held)).containsExactly(busy.id().value());
  }

  @Test
  void deliversAtOnceWhatWaitedForARunnerOfThatId() throws Exception {
    RunnerId late = id("odr");
    WorkflowStub job = start(new Batch.Item(own(late), "hold"));
    directory.admit(late, own(late));
    TestingRunner runner = runner(late, 1);
    assertThat(runner.awaitStart("hold", SOON)).isTrue();
    runner.release("hold");
    assertThat(result(job)).containsExactly(late.value());
  }

  @Test
  void givesADrainingRunnerNothingNewAndLetsItFinish() throws Exception {
    String shared = queue("drain");
    TestingRunner draining = admitted("draining", 2, shared);
    WorkflowStub running = start(new Batch.Item(shared, "hold"));
    assertThat(draining.awaitStart("hold", SOON)).isTrue();
    directory.drain(draining.id());
    TestingRunner other = admitted("other", 2, shared);
    assertThat(result(start(items(10, "5", shared))))
        .allMatch(who -> who.startsWith(other.id().value()));
    draining.release("hold");
    assertThat(result(running)).containsExactly(draining.id().value());
    directory.drain(other.id());
    directory.admit(draining.id(), shared);
    assertThat(result(start(new Batch.Item(shared, "1"))).getFirst())
        .startsWith(draining.id().value());
  }

  @Test
  @Tag("behaviour-30")
  void endsThePollsOfARejectedRunnerAtOnceAndMovesItsTasks() throws Exception {
    String shared = queue("reject");
    TestingRunner rejected = admitted("rejected", 1, shared);
    WorkflowStub job = start(new Batch.Item(shared, "hold"));
    assertThat(rejected.awaitStart("hold", SOON)).isTrue();
    Future<PollActivityTaskQueueResponse> poll = poll(rejected.id());
    await(counters -> counters.waitingPolls() == 1);
    TestingRunner other = admitted("other", 1, shared);
    directory.reject(rejected.id());
    assertThatThrownBy(() -> poll.get(1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .satisfies(e -> assertThat(codeOf(e.getCause())).isEqualTo(Status.Code.PERMISSION_DENIED))
        .hasMessageContaining("was rejected");
    assertThat(other.awaitStart("hold", SOON)).isTrue();
    assertThat(rejected.awaitEnd("hold", SOON)).isTrue();
    other.release("hold");
    assertThat(result(job)).containsExactly(other.id() + " RUNNER_GONE");
    assertThat(gateway.proxy().held(rejected.id())).isEmpty();
    assertThat(directory.finished()).containsExactlyInAnyOrderElementsOf(directory.delivered());
  }

  @Test
  void tellsARefusedRunnerThatItsTaskIsGoneThoughTheGatewayStartedSince() throws Exception {
    String shared = queue("revoked");
    TestingRunner revoked = admitted("revoked", 1, shared);
    WorkflowStub job = start(new Batch.Item(shared, "hold"));
    assertThat(revoked.awaitStart("hold", SOON)).isTrue();
    gateway.kill();
    directory.reject(revoked.id());
    gateway.start();
    TestingRunner other = admitted("other", 1, shared);
    assertThat(other.awaitStart("hold", PATIENCE)).isTrue();
    other.release("hold");
    assertThat(result(job).getFirst()).startsWith(other.id().value());
    assertThat(revoked.awaitEnd("hold", PATIENCE)).isTrue();
  }

  @Test
  void letsARunnerPollItsOwnQueuesOnly() {
    RunnerId id = id("curious");
    directory.admit(id, queue("real"));
    for (String foreign : List.of(queue("real"), own(id("other")), "waypoint-server")) {
      assertThatThrownBy(() -> calls(id).pollActivityTaskQueue(pollOf(foreign)))
          .hasMessageContaining("own queues only")
          .satisfies(e -> assertThat(codeOf(e)).isEqualTo(Status.Code.PERMISSION_DENIED));
    }
    PollActivityTaskQueueRequest elsewhere =
        pollOf(own(id)).toBuilder().setNamespace("elsewhere").build();
    assertThatThrownBy(() -> calls(id).pollActivityTaskQueue(elsewhere))
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(Status.Code.PERMISSION_DENIED));
    assertThat(gateway.proxy().counters().refused()).isEqualTo(4);
  }

  @Test
  void refusesCallersThatAreNotKnown() {
    RunnerId pending = id("pending");
    assertThatThrownBy(() -> calls(pending).pollActivityTaskQueue(pollOf(own(pending))))
        .hasMessageContaining("is unknown")
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(Status.Code.PERMISSION_DENIED));
  }

  @Test
  void letsARunnerAnswerOnlyTheTasksItWasGiven() throws Exception {
    String shared = queue("tokens");
    directory.admit(id("owner"), shared);
    directory.admit(id("thief"), shared);
    WorkflowStub job = start(new Batch.Item(shared, "1"));
    ByteString token = poll(id("owner")).get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getTaskToken();
    RespondActivityTaskCompletedRequest answer =
        RespondActivityTaskCompletedRequest.newBuilder()
            .setNamespace(engine.namespace())
            .setTaskToken(token)
            .build();
    assertThatThrownBy(() -> calls(id("thief")).respondActivityTaskCompleted(answer))
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(Status.Code.PERMISSION_DENIED));
    ByteString forged = token.substring(0, token.size() - 1).concat(ByteString.copyFromUtf8("x"));
    for (ByteString bad : List.of(forged, ByteString.EMPTY, ByteString.copyFromUtf8("x"))) {
      assertThatThrownBy(
              () ->
                  calls(id("owner"))
                      .recordActivityTaskHeartbeat(
                          RecordActivityTaskHeartbeatRequest.newBuilder()
                              .setNamespace(engine.namespace())
                              .setTaskToken(bad)
                              .build()))
          .satisfies(e -> assertThat(codeOf(e)).isEqualTo(Status.Code.PERMISSION_DENIED));
    }
    assertThat(gateway.proxy().held(id("owner")))
        .singleElement()
        .satisfies(task -> assertThat(task.workflowId()).startsWith("job/"))
        .satisfies(task -> assertThat(task.activityType()).isEqualTo("Work"))
        .satisfies(task -> assertThat(task.queue()).isEqualTo(shared));
    calls(id("owner")).respondActivityTaskCompleted(answer);
    assertThat(result(job)).hasSize(1);
    assertThatThrownBy(() -> calls(id("owner")).respondActivityTaskCompleted(answer))
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(Status.Code.NOT_FOUND));
  }

  @Test
  void servesNothingElse() {
    WorkflowServiceBlockingStub calls = calls(id("any"));
    List<Runnable> others =
        List.of(
            () -> calls.startWorkflowExecution(StartWorkflowExecutionRequest.getDefaultInstance()),
            () -> calls.listWorkflowExecutions(ListWorkflowExecutionsRequest.getDefaultInstance()),
            () -> calls.pollWorkflowTaskQueue(PollWorkflowTaskQueueRequest.getDefaultInstance()));
    for (Runnable other : others) {
      assertThatThrownBy(other::run)
          .satisfies(e -> assertThat(codeOf(e)).isEqualTo(Status.Code.UNIMPLEMENTED));
    }
  }

  @Test
  @Tag("behaviour-18")
  void handsBackATaskThatNobodyTakesAndNothingIsLost() throws Exception {
    String shared = queue("park");
    directory.admit(id("short"), shared);
    try (Context.CancellableContext call = Context.current().withCancellation()) {
      WorkflowServiceBlockingStub stub = calls(id("short"));
      call.run(
          () -> Thread.startVirtualThread(Context.current().wrap(() -> poll(stub, id("short")))));
      await(counters -> counters.upstreamPolls() == 1);
    }
    await(counters -> counters.waitingPolls() == 0);
    WorkflowStub job = start(new Batch.Item(shared, "1"));
    await(counters -> counters.handedBack() >= 1);
    TestingRunner runner = admitted("late", 1, shared);
    assertThat(result(job).getFirst()).startsWith(runner.id() + " HANDED_BACK");
  }

  private void poll(WorkflowServiceBlockingStub stub, RunnerId id) {
    try {
      stub.pollActivityTaskQueue(pollOf(own(id)));
    } catch (StatusRuntimeException e) {
      assertThat(codeOf(e)).isEqualTo(Status.Code.CANCELLED);
    }
  }

  @Test
  void givesAParkedTaskToTheNextRunnerThatPolls() throws Exception {
    String shared = queue("parked");
    directory.admit(id("first"), shared);
    ManagedChannel channel = gateway.channel(id("first"));
    Thread.startVirtualThread(
        () ->
            assertThatThrownBy(
                    () ->
                        WorkflowServiceGrpc.newBlockingStub(channel)
                            .pollActivityTaskQueue(pollOf(own(id("first")))))
                .isInstanceOf(StatusRuntimeException.class));
    await(counters -> counters.upstreamPolls() == 1);
    channel.shutdownNow();
    await(counters -> counters.waitingPolls() == 0);
    directory.admit(id("second"), shared);
    WorkflowStub job = start(new Batch.Item(shared, "1"));
    await(counters -> counters.parkedTasks() == 1);
    PollActivityTaskQueueResponse task =
        poll(id("second")).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    calls(id("second"))
        .respondActivityTaskCompleted(
            RespondActivityTaskCompletedRequest.newBuilder()
                .setNamespace(engine.namespace())
                .setTaskToken(task.getTaskToken())
                .build());
    assertThat(result(job)).hasSize(1);
  }

  @Test
  void answersAPollOnlyOnceWhenItsRunnerMayTakeMoreThanBefore() throws Exception {
    String before = queue("before");
    String added = queue("added");
    directory.admit(id("opener"), added);
    ManagedChannel channel = gateway.channel(id("opener"));
    Thread.startVirtualThread(
        () ->
            assertThatThrownBy(
                    () ->
                        WorkflowServiceGrpc.newBlockingStub(channel)
                            .pollActivityTaskQueue(pollOf(own(id("opener")))))
                .isInstanceOf(StatusRuntimeException.class));
    await(counters -> counters.upstreamPolls() == 1);
    channel.shutdownNow();
    await(counters -> counters.waitingPolls() == 0);
    directory.admit(id("growing"), before);
    Future<PollActivityTaskQueueResponse> poll = poll(id("growing"));
    await(counters -> counters.waitingPolls() == 1 && counters.upstreamPolls() == 2);
    start(new Batch.Item(added, "1"));
    await(counters -> counters.parkedTasks() == 1);
    directory.admit(id("growing"), before, added);
    assertThat(poll.get(1, TimeUnit.SECONDS).getTaskToken()).isNotEmpty();
    TestingRunner other = admitted("other", 1, before);
    assertThat(result(start(items(5, "1", before)))).containsOnly(other.id().value());
  }

  @Test
  @Tag("behaviour-18")
  void failsATaskWhoseRunnerHangsUpWhileItIsGiven() throws Exception {
    String shared = queue("hangup");
    directory.admit(id("fickle"), shared);
    AtomicBoolean first = new AtomicBoolean(true);
    CountDownLatch hungUp = new CountDownLatch(1);
    ManagedChannel channel = gateway.channel(id("fickle"));
    directory.onDelivery(
        task -> {
          if (first.getAndSet(false)) {
            channel.shutdownNow();
            hungUp.countDown();
            Waiting.until(channel::isTerminated);
            Waiting.pass(Duration.ofMillis(200));
          }
        });
    Thread.startVirtualThread(
        () ->
            assertThatThrownBy(
                    () ->
                        WorkflowServiceGrpc.newBlockingStub(channel)
                            .pollActivityTaskQueue(pollOf(own(id("fickle")))))
                .isInstanceOf(StatusRuntimeException.class));
    await(counters -> counters.upstreamPolls() == 1);
    WorkflowStub job = start(new Batch.Item(shared, "1"));
    assertThat(hungUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    TestingRunner other = admitted("other", 1, shared);
    assertThat(result(job)).containsExactly(other.id() + " RUNNER_GONE");
  }

  @Test
  void losesNothingWhenARunnerIsKilledWhileItPolls() throws Exception {
    String shared = queue("killed");
    TestingRunner killed = admitted("killed", 1, shared);
    TestingRunner other = admitted("other", 1, shared);
    await(counters -> counters.waitingPolls() == 2);
    killed.kill();
    assertThat(result(start(items(20, "5", shared))))
        .allMatch(who -> who.startsWith(other.id().value()));
  }

  @Test
  void keepsARunningTaskOverARestartOfTheGateway() throws Exception {
    String shared = queue("restart");
    TestingRunner runner = admitted("steady", 1, shared);
    WorkflowStub job = start(new Batch.Item(shared, "hold"));
    assertThat(runner.awaitStart("hold", SOON)).isTrue();
    gateway.kill();
    gateway.start();
    Waiting.until(() -> gateway.proxy().held(runner.id()).size() == 1);
    runner.release("hold");
    assertThat(result(job)).containsExactly(runner.id().value());
    Waiting.until(() -> gateway.proxy().held(runner.id()).isEmpty());
  }

  @Test
  void takesTheAnswerToATaskThatAnotherGatewayGaveOut() throws Exception {
    String shared = queue("replicas");
    RunnerId id = id("moving");
    directory.admit(id, shared);
    WorkflowStub job = start(new Batch.Item(shared, "1"));
    PollActivityTaskQueueResponse task = calls(id).pollActivityTaskQueue(pollOf(own(id)));
    try (TestingGateway second = new TestingGateway(engine, directory)) {
      ManagedChannel channel = second.channel(id);
      WorkflowServiceBlockingStub calls = WorkflowServiceGrpc.newBlockingStub(channel);
      calls.recordActivityTaskHeartbeat(
          RecordActivityTaskHeartbeatRequest.newBuilder()
              .setNamespace(engine.namespace())
              .setTaskToken(task.getTaskToken())
              .build());
      assertThat(second.proxy().held(id)).singleElement().matches(held -> !held.launch());
      calls.respondActivityTaskCompleted(
          RespondActivityTaskCompletedRequest.newBuilder()
              .setNamespace(engine.namespace())
              .setTaskToken(task.getTaskToken())
              .build());
      assertThat(second.proxy().held(id)).isEmpty();
      channel.shutdownNow();
    }
    assertThat(result(job)).hasSize(1);
  }

  @Test
  @Tag("behaviour-55")
  void placesTheTasksOfARunnerThatIsGoneElsewhereAtOnce() throws Exception {
    String shared = queue("gone");
    TestingRunner gone = admitted("gone", 1, shared);
    WorkflowStub job = start(new Batch.Item(shared, "hold"));
    assertThat(gone.awaitStart("hold", SOON)).isTrue();
    gone.kill();
    TestingRunner other = admitted("other", 1, shared);
    await(counters -> counters.waitingPolls() == 1);
    long begin = System.nanoTime();
    assertThat(gateway.proxy().failHeld(gone.id(), FailureCode.RUNNER_GONE)).isEqualTo(1);
    assertThat(other.awaitStart("hold", SOON)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    other.release("hold");
    assertThat(result(job)).containsExactly(other.id() + " RUNNER_GONE");
  }

  @Test
  void losesNoTaskWhenWorkersComeAndGo() throws Exception {
    String shared = queue("churn");
    TestingRunner steady = admitted("steady", 2, shared);
    WorkflowStub job = start(items(120, "20", shared));
    for (int i = 0; i < 4; i++) {
      TestingRunner passing = admitted("passing" + i, 2, shared);
      Waiting.until(() -> passing.done() > 2 || steady.done() > 100);
      passing.leave();
    }
    assertThat(result(job)).hasSize(120).noneMatch(who -> who.contains("Timeout"));
  }

  @Test
  void answersTheOpenPollsOfAWorkerThatEnds() throws Exception {
    RunnerId id = id("ending");
    directory.admit(id, queue("ending"));
    Future<PollActivityTaskQueueResponse> poll = poll(id);
    await(counters -> counters.waitingPolls() == 1);
    calls(id)
        .shutdownWorker(
            ShutdownWorkerRequest.newBuilder()
                .setNamespace(engine.namespace())
                .setTaskQueue(own(id))
                .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .build());
    assertThat(poll.get(1, TimeUnit.SECONDS).getTaskToken()).isEmpty();
  }

  @Test
  void answersBeforeTheDeadlineOfThePoll() throws Exception {
    RunnerId id = id("hasty");
    directory.admit(id, queue("hasty"));
    PollActivityTaskQueueResponse answer =
        calls(id).withDeadlineAfter(2, TimeUnit.SECONDS).pollActivityTaskQueue(pollOf(own(id)));
    assertThat(answer.getTaskToken()).isEmpty();
  }

  @Test
  void opensOnePollForAnIdAndFewForASharedQueue() throws Exception {
    String shared = queue("caps");
    List<RunnerId> ids = Stream.of("a", "b", "c", "d").map(this::id).toList();
    ids.forEach(id -> directory.admit(id, shared, own(id)));
    ids.forEach(this::poll);
    await(counters -> counters.waitingPolls() == 4);
    assertThat(gateway.proxy().counters().upstreamPolls()).isEqualTo(4 + 2);
  }

  @Test
  void letsADrainingRunnerStopWhatItLaunched() throws Exception {
    RunnerId id = id("launcher");
    TargetRunner self = new TargetRunner.ById(id);
    String own = TaskQueues.launches(self);
    String shared = queue("launches") + "/launch";
    RunnerStanding standing =
        new RunnerStanding(id, true, false, "", Set.of(), Set.of(own, shared));
    directory.put(standing);
    WorkflowStub watch = start(new Batch.Item(own, "1"));
    PollActivityTaskQueueResponse watching = calls(id).pollActivityTaskQueue(pollOf(own));
    assertThat(gateway.proxy().held(id)).singleElement().matches(HeldTask::launch);
    directory.drain(id);
    WorkflowStub stop = start(new Batch.Item(own, "2"));
    PollActivityTaskQueueResponse stopping = calls(id).pollActivityTaskQueue(pollOf(own));
    for (PollActivityTaskQueueResponse task : List.of(watching, stopping)) {
      calls(id)
          .respondActivityTaskCompleted(
              RespondActivityTaskCompletedRequest.newBuilder()
                  .setNamespace(engine.namespace())
                  .setTaskToken(task.getTaskToken())
                  .build());
    }
    assertThat(result(watch)).hasSize(1);
    assertThat(result(stop)).hasSize(1);
    assertThat(Collections.disjoint(directory.delivered(), directory.finished())).isFalse();
  }
}
