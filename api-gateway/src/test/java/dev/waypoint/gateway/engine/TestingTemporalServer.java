package dev.waypoint.gateway.engine;

import java.nio.file.Path;

/** A real Temporal server of a test's own, which several gateways can use. */
public final class TestingTemporalServer implements AutoCloseable {
  private final ManagedEngine engine;

  private TestingTemporalServer(ManagedEngine engine) {
    this.engine = engine;
  }

  /** Skips the test, or fails it, where there is no Temporal program. */
  public static TestingTemporalServer start(Path directory) {
    return new TestingTemporalServer(
        ManagedEngine.start(TestingTemporal.binary(), EngineOptions.embeddedIn(directory)));
  }

  /** For a gateway that is to use it. */
  public EngineOptions options(Path directory) {
    return EngineOptions.embeddedIn(directory)
        .withExternal(ExternalServer.plaintext(engine.address()));
  }

  @Override
  public void close() {
    engine.close();
  }
}
