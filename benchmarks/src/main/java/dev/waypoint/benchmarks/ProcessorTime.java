package dev.waypoint.benchmarks;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What this process and its children (a managed engine) have used of the processors. */
final class ProcessorTime {
  private ProcessorTime() {}

  static Duration used() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .map(process -> process.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
