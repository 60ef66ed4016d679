package dev.waypoint.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedEngineTest extends AbstractEngineTest {
  private static final String QUEUE = "managed-engine-test";

  @TempDir static Path shared;

  @Override
  Engine open() {
    return ManagedEngine.start(TestingTemporal.binary(), EngineOptions.embeddedIn(shared));
  }

  private static ManagedEngine start(EngineOptions options) {
    return ManagedEngine.start(TestingTemporal.binary(), options);
  }

  private static WorkflowStub begin(Engine engine, String id) {
    WorkflowStub stub =
        engine
            .client()
            .newUntypedWorkflowStub(
                "TestingFlow",
                WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(QUEUE).build());
    stub.start("again");
    return stub;
  }

  private static String finish(Engine engine, String id) throws Exception {
    WorkerFactory workers = startWorker(engine.client(), QUEUE);
    try {
      WorkflowStub stub = engine.client().newUntypedWorkflowStub(id);
      stub.signal("release");
      return stub.getResult(30, TimeUnit.SECONDS, String.class);
    } finally {
      workers.shutdownNow();
    }
  }

  @Test
  void offersTemporalsWebUi() throws Exception {
    URI ui = engine().ui().orElseThrow();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          http.send(HttpRequest.newBuilder(ui).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void startsAgainAChildThatDiesAndKeepsItsWorkflows(@TempDir Path directory) throws Exception {
    try (ManagedEngine engine = start(EngineOptions.embeddedIn(directory))) {
      assertThat(engine.startedEmpty()).isTrue();
      begin(engine, "job/survivor");
      ProcessHandle first = engine.process();
      first.destroyForcibly();
      Waiting.until(() -> engine.process().pid() != first.pid() && engine.health().up());
      assertThat(finish(engine, "job/survivor")).isEqualTo("hello again");
    }
  }

  @Test
  void stopsItsChildAndFindsTheWorkflowsAtTheNextStart(@TempDir Path directory) throws Exception {
    ProcessHandle child;
    try (ManagedEngine engine = start(EngineOptions.embeddedIn(directory))) {
      begin(engine, "job/kept");
      child = engine.process();
    }
    assertThat(child.isAlive()).isFalse();
    try (ManagedEngine engine = start(EngineOptions.embeddedIn(directory))) {
      assertThat(engine.startedEmpty()).isFalse();
      assertThat(finish(engine, "job/kept")).isEqualTo("hello again");
    }
  }

  @Test
  void takesOverTheChildThatOutlivedItsGateway(@TempDir Path directory) throws Exception {
    Process owner = TestingEngineOwner.launch(TestingTemporal.binary(), directory);
    long child = TestingEngineOwner.awaitChild(owner);
    owner.destroyForcibly().waitFor();
    try (ManagedEngine engine = start(EngineOptions.embeddedIn(directory))) {
      assertThat(engine.process().pid()).isEqualTo(child);
      begin(engine, "job/adopted");
      assertThat(finish(engine, "job/adopted")).isEqualTo("hello again");
      engine.process().destroyForcibly();
      Waiting.until(() -> engine.process().pid() != child && engine.health().up());
    }
    assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void leavesItsChildRunningWhenAskedTo(@TempDir Path directory) {
    ProcessHandle child;
    try (ManagedEngine engine = start(EngineOptions.embeddedIn(directory).withKeepRunning(true))) {
      child = engine.process();
    }
    assertThat(child.isAlive()).isTrue();
    start(EngineOptions.embeddedIn(directory)).close();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void isOwnedByOneGatewayAtATime() {
    assertThatThrownBy(() -> start(EngineOptions.embeddedIn(shared)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("in use by another gateway");
  }

  @Test
  void makesItsNamespace(@TempDir Path directory) throws Exception {
    EngineOptions options = EngineOptions.embeddedIn(directory).withNamespace("shop");
    try (ManagedEngine engine = start(options)) {
      begin(engine, "job/named");
      assertThat(finish(engine, "job/named")).isEqualTo("hello again");
    }
  }

  @Test
  void showsTheEndOfItsLogWhenItCannotStart(@TempDir Path directory) throws Exception {
    Path broken = directory.resolve("broken");
    Files.write(broken, List.of("#!/bin/sh", "echo 'no space left on the moon'", "exit 3"));
    assertThat(broken.toFile().setExecutable(true)).isTrue();
    EngineOptions options =
        EngineOptions.embeddedIn(directory.resolve("files"))
            .withStartTimeout(Duration.ofSeconds(20));
    assertThatThrownBy(() -> ManagedEngine.start(broken, options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no space left on the moon")
        .hasMessageContaining("temporal.log");
  }
}
