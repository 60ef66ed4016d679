package dev.waypoint.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTargetTest {
  private static final TlsTrust TRUST = new TlsTrust.System();

  @ParameterizedTest
  @CsvSource({
    "example.org:1234, example.org, 1234",
    "example.org, example.org, 9701",
    "https://example.org:1234/, example.org, 1234",
    "127.0.0.1:1, 127.0.0.1, 1",
    "[::1]:1234, ::1, 1234",
    "[::1], ::1, 9701",
    "::1, ::1, 9701"
  })
  void readsHostAndPort(String address, String host, int port) {
    assertThat(GatewayTarget.parse(address, TRUST)).isEqualTo(new GatewayTarget(host, port, TRUST));
  }

  @Test
  void readsSeveralAddressesInTheirOrder() {
    GatewayTarget target = GatewayTarget.parse("b:1, [::1]:2,b:1,a", TRUST);

    assertThat(target.addresses())
        .containsExactly(
            new GatewayAddress("b", 1),
            new GatewayAddress("::1", 2),
            new GatewayAddress("a", 9701));
    assertThat(target.address()).isEqualTo("b:1,[::1]:2,a:9701");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1234", "host:port", "host:0", "host:70000", "a,", "a,,b"})
  void refusesWhatIsNoAddress(String address) {
    assertThatThrownBy(() -> GatewayTarget.parse(address, TRUST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port");
  }

  @Test
  void writesAnAddressThatItReads() {
    GatewayTarget target = new GatewayTarget("::1", 1234, TRUST);

    assertThat(GatewayTarget.parse(target.address(), TRUST)).isEqualTo(target);
  }

  @Test
  void trustsACertificateRatherThanAnything() {
    assertThat(TlsTrust.of(true, true, "pem")).isEqualTo(new TlsTrust.Pinned("pem"));
    assertThat(TlsTrust.of(true, true, "")).isEqualTo(new TlsTrust.SkipVerify());
    assertThat(TlsTrust.of(true, false, null)).isEqualTo(new TlsTrust.System());
    assertThat(TlsTrust.of(false, true, "pem")).isEqualTo(new TlsTrust.Plaintext());
  }
}
