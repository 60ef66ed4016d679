package dev.waypoint.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineSelectionTest {
  @TempDir Path directory;

  @Test
  void usesTheServerThatIsNamed() {
    EngineOptions options =
        EngineOptions.embeddedIn(directory)
            .withStartTimeout(Duration.ofMillis(200))
            .withExternal(ExternalServer.plaintext("127.0.0.1:" + FreePorts.any()));
    assertThatThrownBy(() -> EngineSelection.start(options, Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(options.external().orElseThrow().address())
        .hasMessageContaining("does not answer");
  }

  @Test
  void runsTheProgramThatIsFound() {
    Path binary = TestingTemporal.binary();
    Map<String, String> environment = Map.of("PATH", "/nowhere:" + binary.getParent());
    try (Engine engine = EngineSelection.start(EngineOptions.embeddedIn(directory), environment)) {
      assertThat(engine.kind()).isEqualTo(Engine.Kind.MANAGED);
    }
  }

  @Test
  void embedsOneWithoutAnyProgram() {
    try (Engine engine =
        EngineSelection.start(EngineOptions.embeddedIn(directory), Map.of("PATH", "/nowhere"))) {
      assertThat(engine.kind()).isEqualTo(Engine.Kind.IN_PROCESS);
    }
  }

  @Test
  void doesNotFallBackWhenAManagedOneIsAskedFor() {
    EngineOptions options = EngineOptions.embeddedIn(directory).withEmbedded(Engine.Kind.MANAGED);
    assertThatThrownBy(() -> EngineSelection.start(options, Map.of("PATH", "/nowhere")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("WAYPOINT_TEMPORAL_BIN");
  }

  @Test
  void refusesAProgramThatIsNamedButMissing() {
    assertThatThrownBy(
            () ->
                EngineSelection.start(
                    EngineOptions.embeddedIn(directory),
                    Map.of("WAYPOINT_TEMPORAL_BIN", "/nowhere/temporal")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("/nowhere/temporal");
  }

  @Test
  void refusesAnAddressWithoutAPort() {
    assertThatThrownBy(() -> ExternalServer.plaintext("temporal.example"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("host:port");
  }

  @Test
  void wantsBothHalvesOfAClientCertificate() {
    assertThatThrownBy(
            () ->
                new ExternalServer(
                    "temporal.example:7233",
                    false,
                    Optional.empty(),
                    Optional.of(Path.of("client.pem")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("only the certificate is given");
  }

  @Test
  void speaksTlsWhenAnApiKeyIsGiven() {
    ExternalServer server =
        new ExternalServer(
            "temporal.example:7233",
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("secret"));
    assertThat(server.tls()).isTrue();
  }
}
