package dev.waypoint.sdk.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstalledServerTest {
  @Test
  void theColonsOfAnIpv6AddressAreKeptApartFromThatOfThePort() {
    assertThat(InstalledServer.hostAndPort("example.com", 9701)).isEqualTo("example.com:9701");
    assertThat(InstalledServer.hostAndPort("10.0.0.1", 9701)).isEqualTo("10.0.0.1:9701");
    assertThat(InstalledServer.hostAndPort("fd00::1", 9701)).isEqualTo("[fd00::1]:9701");
  }
}
