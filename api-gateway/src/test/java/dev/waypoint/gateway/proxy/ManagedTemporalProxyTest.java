package dev.waypoint.gateway.proxy;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineOptions;
import dev.waypoint.gateway.engine.EngineSelection;
import dev.waypoint.gateway.engine.TestingTemporal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ManagedTemporalProxyTest extends AbstractTemporalProxyTest {
  @TempDir static Path directory;

  @Override
  Engine openEngine() {
    return EngineSelection.start(
        EngineOptions.embeddedIn(directory).withBinary(TestingTemporal.binary()));
  }
}
