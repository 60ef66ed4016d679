package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How health is asked: exactly one of command, url, path. */
record StatusConfig(
    @Doc("Exit code 0 is READY, any other DOWN, unless it writes HEALTH=… to $WAYPOINT_OUTPUT")
        List<String> command,
    @Doc("Asked by HTTP: a status of 2xx is READY") Optional<String> url,
    @Doc("Asked by HTTP at the deployment's or release's own URL") Optional<String> path,
    @Doc("How long an answer by HTTP may take") @Default("5s") Duration timeout) {
  StatusConfig {
    boolean hasCommand = !command.isEmpty();
    if (Stream.of(hasCommand, url.isPresent(), path.isPresent()).filter(set -> set).count() != 1) {
      throw new IllegalArgumentException("set exactly one of command, url, path");
    }
  }
}
