package dev.waypoint.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExternalEngineTest extends AbstractEngineTest {
  private static ManagedEngine server;
  @TempDir static Path directory;

  @Override
  Engine open() {
    EngineOptions options = EngineOptions.embeddedIn(directory);
    server = ManagedEngine.start(TestingTemporal.binary(), options);
    return EngineSelection.start(options.withExternal(ExternalServer.plaintext(address())));
  }

  private static String address() {
    return server.address();
  }

  @Override
  void closed() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void isTakenToKeepWhatItHas() {
    assertThat(engine().kind()).isEqualTo(Engine.Kind.EXTERNAL);
    assertThat(engine().durable()).isTrue();
    assertThat(engine().startedEmpty()).isFalse();
  }

  @Test
  void namesTheMissingNamespaceAndHowToMakeIt() {
    EngineOptions options =
        EngineOptions.embeddedIn(directory)
            .withNamespace("nowhere")
            .withStartTimeout(Duration.ofSeconds(1))
            .withExternal(ExternalServer.plaintext(address()));
    assertThatThrownBy(() -> EngineSelection.start(options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(address())
        .hasMessageContaining("temporal operator namespace create -n nowhere");
  }

  @Test
  void cannotBeReachedWithTlsWhereItSpeaksPlaintext() {
    ExternalServer withTls =
        new ExternalServer(
            address(),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    EngineOptions options =
        EngineOptions.embeddedIn(directory)
            .withStartTimeout(Duration.ofSeconds(1))
            .withExternal(withTls);
    assertThatThrownBy(() -> EngineSelection.start(options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("TLS");
  }
}
