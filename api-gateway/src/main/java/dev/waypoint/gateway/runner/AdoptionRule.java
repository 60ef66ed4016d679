package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.token.Labels;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom to adopt without asking an operator: a runner that has all the labels and comes from one of
 * the networks.
 *
 * @param sources empty: from anywhere
 */
record AdoptionRule(
    String name,
    Map<String, String> labels,
    List<String> sources,
    String createdBy,
    Instant createdAt) {
  AdoptionRule {
    labels = Map.copyOf(labels);
    sources = List.copyOf(sources);
  }

  boolean admits(RunnerRow runner) {
    return runner.labels().entrySet().containsAll(labels.entrySet())
        && (sources.isEmpty() || comesFromThere(runner.address()));
  }

  /** For people. */
  String describe() {
    String where = sources.isEmpty() ? "anywhere" : String.join(", ", sources);
    return "%s from %s".formatted(Labels.describe(labels), where);
  }

  private boolean comesFromThere(String peer) {
    return host(peer)
        .filter(
            address ->
                sources.stream().map(NetworkBlock::parse).anyMatch(net -> net.contains(address)))
        .isPresent();
  }

  /** The address of {@code host:port}, without asking a name server. */
  private static Optional<InetAddress> host(String peer) {
    int colon = peer.lastIndexOf(':');
    try {
      return colon < 0
          ? Optional.empty()
          : Optional.of(InetAddress.ofLiteral(peer.substring(0, colon)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
