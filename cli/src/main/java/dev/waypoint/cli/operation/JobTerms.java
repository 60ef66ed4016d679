package dev.waypoint.cli.operation;

import com.google.protobuf.util.Durations;
import dev.waypoint.protocol.v1.JobSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a job runs, and for how long.
 *
 * @param priority 1 to 5; empty: the server's default
 * @param expires how long it may wait; empty: for ever
 * @param timeout how long it may run; empty: the server's limit
 * @param after jobs that have to succeed first
 */
public record JobTerms(
    Optional<Integer> priority,
    Optional<Duration> expires,
    Optional<Duration> timeout,
    List<String> after) {
  /** Whatever the server does by itself. */
  public static final JobTerms USUAL =
      new JobTerms(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  void apply(JobSpec.Builder spec) {
    priority.ifPresent(spec::setPriority);
    expires.ifPresent(time -> spec.setExpiresIn(Durations.fromMillis(time.toMillis())));
    timeout.ifPresent(time -> spec.setOperationTimeout(Durations.fromMillis(time.toMillis())));
    spec.addAllDependsOn(after);
  }
}
