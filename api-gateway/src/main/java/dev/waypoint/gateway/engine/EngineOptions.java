package dev.waypoint.gateway.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What decides which engine is used, and how.
 *
 * @param external the server to use; when present it is used and nothing else
 * @param embedded which kind to embed when there is no external one; empty: managed when a binary
 *     is found, else in-process
 * @param namespace Temporal's; default {@code default}
 * @param directory where a managed server keeps its database, log and state; made when missing
 * @param binary the {@code temporal} program; empty: {@code WAYPOINT_TEMPORAL_BIN}, then the PATH
 * @param keepRunning leave a managed server running when the gateway ends; the next start adopts it
 * @param startTimeout how long a server may take to answer at the start; default 30 s
 */
public record EngineOptions(
    Optional<ExternalServer> external,
    Optional<Engine.Kind> embedded,
    String namespace,
    Path directory,
    Optional<Path> binary,
    boolean keepRunning,
    Duration startTimeout) {
  public static final String DEFAULT_NAMESPACE = "default";
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(30);

  public EngineOptions {
    requireNonNull(external, "external is null");
    requireNonNull(embedded, "embedded is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(directory, "directory is null");
    requireNonNull(binary, "binary is null");
    requireNonNull(startTimeout, "startTimeout is null");
  }

  /** Whatever can be embedded, with its files in this directory. */
  public static EngineOptions embeddedIn(Path directory) {
    return new EngineOptions(
        Optional.empty(),
        Optional.empty(),
        DEFAULT_NAMESPACE,
        directory,
        Optional.empty(),
        false,
        DEFAULT_START_TIMEOUT);
  }

  public EngineOptions withExternal(ExternalServer server) {
    return new EngineOptions(
        Optional.of(server), embedded, namespace, directory, binary, keepRunning, startTimeout);
  }

  public EngineOptions withEmbedded(Engine.Kind kind) {
    return new EngineOptions(
        external, Optional.of(kind), namespace, directory, binary, keepRunning, startTimeout);
  }

  public EngineOptions withNamespace(String name) {
    return new EngineOptions(
        external, embedded, name, directory, binary, keepRunning, startTimeout);
  }

  public EngineOptions withBinary(Path program) {
    return new EngineOptions(
        external, embedded, namespace, directory, Optional.of(program), keepRunning, startTimeout);
  }

  public EngineOptions withKeepRunning(boolean keep) {
    return new EngineOptions(external, embedded, namespace, directory, binary, keep, startTimeout);
  }

  public EngineOptions withStartTimeout(Duration timeout) {
    return new EngineOptions(
        external, embedded, namespace, directory, binary, keepRunning, timeout);
  }
}
