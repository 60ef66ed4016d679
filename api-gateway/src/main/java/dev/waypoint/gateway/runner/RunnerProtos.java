package dev.waypoint.gateway.runner;

import com.google.protobuf.Timestamp;
import dev.waypoint.protocol.v1.Runner;
import java.time.Instant;

/** Runners as operators see them. */
final class RunnerProtos {
  private RunnerProtos() {}

  static Runner of(RunnerRow row, int busy, Instant now) {
    boolean online = row.online(now);
    Runner.Builder runner =
        Runner.newBuilder()
            .setId(row.id().value())
            .setKind(row.kind())
            .putAllLabels(row.labels())
            .setAdoptionState(row.adoption().toProto())
            .setOnline(online)
            .setOfflineReason(online ? "" : row.offlineReason())
            .setFirstSeen(time(row.firstSeen()))
            .setLastSeen(time(online ? now : row.lastSeen()))
            .setConcurrency(row.concurrency())
            .setBusy(busy)
            .setDraining(row.draining())
            .setAddress(row.address())
            .setVersion(row.version());
    row.adoptedBy().ifPresent(runner::setAdoptedBy);
    row.adoptedAt().ifPresent(at -> runner.setAdoptedTime(time(at)));
    row.job().ifPresent(job -> runner.setJobId(job.value()));
    return runner.build();
  }

  private static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
