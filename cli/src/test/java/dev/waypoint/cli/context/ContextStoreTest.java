package dev.waypoint.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.cli.failure.CliException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextStoreTest {
  private static final ContextName DEV = new ContextName("dev");
  private static final ServerContext SERVER =
      ServerContext.of("server.test:9701", true, false)
          .withToken(Optional.of("secret"))
          .withCertificate(Optional.of("-----BEGIN CERTIFICATE-----"))
          .withWorkspace(Optional.of("staging"));

  @TempDir private Path directory;
  private ContextStore contexts;

  @BeforeEach
  void start() {
    contexts = new ContextStore(directory.resolve("waypoint/context"));
  }

  @Test
  void aContextIsReadAsItWasStored() {
    contexts.save(DEV, SERVER);
    assertThat(contexts.load(DEV)).isEqualTo(SERVER);
    assertThat(contexts.names()).containsExactly(DEV);
  }

  @Test
  void onlyTheOwnerMayReadAContext() throws Exception {
    contexts.save(DEV, SERVER);
    assertThat(Files.getPosixFilePermissions(directory.resolve("waypoint/context/dev.json")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void deletingTheDefaultLeavesNone() {
    contexts.save(DEV, SERVER);
    contexts.setDefault(DEV);
    contexts.delete(DEV);
    assertThat(contexts.defaultName()).isEmpty();
    assertThat(contexts.names()).isEmpty();
  }

  @Test
  void aRenamedDefaultStaysTheDefault() {
    ContextName prod = new ContextName("prod");
    contexts.save(DEV, SERVER);
    contexts.setDefault(DEV);
    contexts.rename(DEV, prod);
    assertThat(contexts.defaultName()).contains(prod);
    assertThat(contexts.names()).containsExactly(prod);
  }

  @Test
  void anUnknownContextListsTheKnownOnes() {
    contexts.save(DEV, SERVER);
    assertThatThrownBy(() -> contexts.setDefault(new ContextName("prod")))
        .isInstanceOf(CliException.class)
        .hasMessage("there is no context 'prod'; there are: dev");
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    contexts.save(DEV, SERVER);
    Files.writeString(directory.resolve("waypoint/context/dev.json"), "{");
    assertThatThrownBy(() -> contexts.load(DEV))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("dev.json is no valid JSON");
  }

  @Test
  void theTokenIsInNoText() {
    assertThat(SERVER.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".hidden", "a/b", "..", "a b"})
  void aNameThatIsNoFileNameIsRefused(String name) {
    assertThatThrownBy(() -> new ContextName(name)).isInstanceOf(CliException.class);
  }
}
