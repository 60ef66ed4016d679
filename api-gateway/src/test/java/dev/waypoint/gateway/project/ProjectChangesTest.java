package dev.waypoint.gateway.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectChangesTest {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 5;

  @TempDir Path directory;
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void changesAtTheSameTimeDoNotUndoEachOther() throws Exception {
    CyclicBarrier together = new CyclicBarrier(WRITERS);
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      writers.add(
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              together.await();
              apply("app-%d-%d".formatted(number, round));
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> ended : threads.invokeAll(writers)) {
        ended.get();
      }
    }
    String[] all =
        IntStream.range(0, WRITERS * ROUNDS)
            .mapToObj(i -> "app-%d-%d".formatted(i / ROUNDS, i % ROUNDS))
            .toArray(String[]::new);
    assertThat(
            gateway
                .projects()
                .getProject(GetProjectRequest.newBuilder().setName("fresh").build())
                .getProject()
                .getApplicationsList())
        .containsExactlyInAnyOrder(all);
  }

  private void apply(String application) {
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName("fresh").addApplications(application))
                .addUpdate("applications")
                .build());
  }
}
