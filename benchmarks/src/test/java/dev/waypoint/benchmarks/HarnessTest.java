package dev.waypoint.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the harness measures at all; its figures are not judged here. */
class HarnessTest {
  @Test
  void comparesJobsWithTheFloorOnADatabaseThatHasFinishedOnes(@TempDir Path folder)
      throws Exception {
    Path full = Files.createDirectory(folder.resolve("full"));
    FinishedJobs.fill(full, 8);
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Directories.copy(full, copy);

    try (Stage stage = Stage.start(copy, Engine.Kind.IN_PROCESS);
        Floor floor = new Floor(stage.engine().stubs(), stage.engine().namespace())) {
      Load.Pair pair = new Load(16, 16, 16).compare(floor, new Jobs(stage.channel(), ""));

      assertThat(pair.floor().samples()).isEqualTo(pair.jobs().samples()).isPositive();
      assertThat(pair.floor().p50Millis()).isPositive();
      assertThat(pair.jobs().p50Millis()).isPositive().isLessThanOrEqualTo(pair.jobs().p99Millis());
      assertThat(pair.p50Ratio()).isPositive();
      assertThat(pair.throughputRatio()).isPositive();
    }
  }

  @Test
  void theFloorWorksThroughARelay(@TempDir Path folder) throws Exception {
    try (Stage stage = Stage.startWithoutRunner(folder, Engine.Kind.IN_PROCESS);
        TlsRelay relay = new TlsRelay(stage.engine().stubs().getRawChannel(), folder);
        Floor floor =
            new Floor(stage.engine().stubs(), stage.engine().namespace(), relay::connect)) {
      Measurement measurement = new Load(0, 2, 0).measure(floor);

      assertThat(measurement.samples()).isEqualTo(2);
      assertThat(measurement.p50Millis()).isPositive();
    }
  }

  @Test
  void writesItsFigures(@TempDir Path folder) throws Exception {
    Measurement measurement =
        Measurement.of(List.of(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(2)));
    Report report = new Report();
    report.add("a case", measurement.withRate(40, Duration.ofMillis(3)), Map.of("ratio", 1.5));
    Path file = folder.resolve("figures.json");

    report.write(file);

    assertThat(file)
        .content()
        .contains("\"case\": \"a case\"", "\"n\": 3", "\"p50_ms\": 2.000", "\"p99_ms\": 5.000")
        .contains("\"per_second\": 40.00", "\"cpu_ms\": 3.00", "\"ratio\": 1.500");
  }
}
