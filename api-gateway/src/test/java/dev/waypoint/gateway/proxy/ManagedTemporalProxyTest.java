package dev.waypoint.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineOptions;
import dev.waypoint.gateway.engine.EngineSelection;
import dev.waypoint.gateway.engine.TestingTemporal;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedTemporalProxyTest extends AbstractTemporalProxyTest {
  @TempDir static Path directory;

  @Override
  Engine openEngine() {
    return EngineSelection.start(
        EngineOptions.embeddedIn(directory).withBinary(TestingTemporal.binary()));
  }

  @Test
  void goesOnWhenTemporalIsKilledAndStartedAgain() throws Exception {
    String shared = queue("outage");
    TestingRunner runner = admitted("patient", 2, shared);
    WorkflowStub job = start(items(60, "50", shared));
    await(counters -> counters.completed() > 5);
    ProcessHandle server =
        ProcessHandle.current()
            .children()
            .filter(p -> p.info().commandLine().orElse("").contains(directory.toString()))
            .findFirst()
            .orElseThrow();
    assertThat(server.destroyForcibly()).isTrue();
    // Whether a poll is open at this moment, and so whether one fails, is up to chance.
    server.onExit().get(30, TimeUnit.SECONDS);
    await(counters -> counters.completed() < 60);
    assertThat(result(job)).hasSize(60).allMatch(who -> who.startsWith(runner.id().value()));
  }
}
