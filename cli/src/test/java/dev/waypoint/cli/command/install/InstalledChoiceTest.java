package dev.waypoint.cli.command.install;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.plugin.PlatformServers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstalledChoiceTest {
  private static final InstalledChoice.Place DOCKER =
      new InstalledChoice.Place("docker", null, Map.of(), null, Map.of());

  @Test
  void theContextOfAnotherServerIsNotTakenForTheOneThatIsRemoved() {
    ServerContext elsewhere = context("prod.example.com:9701", Optional.of("kubernetes"));
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> requireSame(elsewhere, Optional.of("127.0.0.1:9701")))
        .withMessageContaining("the context mine is for the server at prod.example.com:9701")
        .withMessageContaining("127.0.0.1:9701")
        .withMessageContaining("-context-name");
  }

  @Test
  void theOneOfTheSameAddressOrPlatformIsTaken() {
    assertThatCode(
            () -> {
              requireSame(context("here:1", Optional.empty()), Optional.of("here:1"));
              requireSame(context("tunnel:1", Optional.of("docker")), Optional.of("here:1"));
              requireSame(context("here:1", Optional.empty()), Optional.empty());
            })
        .doesNotThrowAnyException();
  }

  private static ServerContext context(String address, Optional<String> platform) {
    return ServerContext.of(address, true, false).withPlatform(platform);
  }

  private static void requireSame(ServerContext context, Optional<String> address) {
    InstalledChoice.requireSame(
        new ContextName("mine"),
        context,
        DOCKER,
        new PlatformServers.Installed(
            "container x", "docker logs x", address, Optional.empty(), Optional.empty()));
  }
}
