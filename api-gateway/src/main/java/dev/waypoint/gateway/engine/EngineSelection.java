package dev.waypoint.gateway.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Chooses the engine and starts it. */
public final class EngineSelection {
  private EngineSelection() {}

  /**
   * Starts what the options ask for; blocks until the engine answers.
   *
   * @throws EngineException when it cannot be started or reached; the message says why
   */
  public static Engine start(EngineOptions options) {
    return start(options, System.getenv());
  }

  /** The same with the environment given. */
  static Engine start(EngineOptions options, Map<String, String> environment) {
    if (options.external().isPresent()) {
      return ExternalEngine.connect(options.external().get(), options);
    }
    Engine.Kind wanted = options.embedded().orElse(null);
    if (wanted == Engine.Kind.IN_PROCESS) {
      return InProcessEngine.start(options.namespace());
    }
    if (wanted == Engine.Kind.EXTERNAL) {
      throw new EngineException("an external Temporal server needs an address: -temporal-addr");
    }
    Optional<Path> binary = TemporalBinary.find(options.binary(), environment);
    if (binary.isPresent()) {
      return ManagedEngine.start(binary.get(), options);
    }
    if (wanted == Engine.Kind.MANAGED) {
      throw new EngineException(
          "no `temporal` program was found on the PATH; install the Temporal CLI, or name it with "
              + TemporalBinary.VARIABLE);
    }
    return InProcessEngine.start(options.namespace());
  }
}
