package dev.waypoint.cli.command.project;

import com.google.protobuf.util.Durations;
import dev.waypoint.cli.parse.AttachedValue;
import dev.waypoint.protocol.v1.Polling;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the server looks at again and again. */
final class PollOptions {
  @Option(
      names = "-poll",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description = "Deploy new commits of the Git source by themselves.")
  private Boolean poll;

  @Option(names = "-poll-interval", paramLabel = "TIME", description = "How often; default: 30s.")
  private Duration pollInterval;

  @Option(
      names = "-app-status-poll",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description = "Ask how deployments fare; default: as -poll.")
  private Boolean statusPoll;

  @Option(
      names = "-app-status-poll-interval",
      paramLabel = "TIME",
      description = "How often; default: 5m.")
  private Duration statusPollInterval;

  boolean isGiven() {
    return poll != null || pollInterval != null || statusPoll != null || statusPollInterval != null;
  }

  Optional<Polling> git(Polling known) {
    return merge(known, poll, pollInterval);
  }

  Optional<Polling> status(Polling known) {
    return merge(known, statusPoll, statusPollInterval);
  }

  private static Optional<Polling> merge(Polling known, Boolean enabled, Duration interval) {
    if (enabled == null && interval == null) {
      return Optional.empty();
    }
    Polling.Builder merged = known.toBuilder();
    if (enabled != null) {
      merged.setEnabled(enabled);
    }
    if (interval != null) {
      merged.setInterval(Durations.fromMillis(interval.toMillis()));
    }
    return Optional.of(merged.build());
  }
}
