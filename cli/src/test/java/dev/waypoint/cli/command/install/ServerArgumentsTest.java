package dev.waypoint.cli.command.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.cli.failure.CliException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerArgumentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"-data-dir=/x", "--listen-grpc", "-listen-http=none"})
  void whatThePlatformSettlesIsRefused(String argument) {
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> ServerArguments.check(List.of("-runner-image=x", argument)))
        .withMessageContaining(argument);
  }

  @Test
  void allElseIsTheServers() {
    assertThatCode(
            () ->
                ServerArguments.check(List.of("-temporal-addr=t:7233", "-db=jdbc:x", "-tls=true")))
        .doesNotThrowAnyException();
  }

  @Test
  void tlsIsSpokenUnlessTheLastWordOnItSaysOtherwise() {
    assertThat(ServerArguments.tls(List.of())).isTrue();
    assertThat(ServerArguments.tls(List.of("--tls=false"))).isFalse();
    assertThat(ServerArguments.tls(List.of("-tls=0", "-tls=true"))).isTrue();
    assertThat(ServerArguments.tls(List.of("-temporal-tls=false"))).isTrue();
  }
}
