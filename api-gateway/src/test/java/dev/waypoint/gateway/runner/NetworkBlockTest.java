package dev.waypoint.gateway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkBlockTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.3, true",
    "10.1.0.0/16, 10.2.0.1, false",
    "10.1.2.128/25, 10.1.2.127, false",
    "10.1.2.128/25, 10.1.2.129, true",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 192.168.0.1, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "0.0.0.0/0, fd12::1, false"
  })
  void holdsTheAddressesWithItsBeginning(String block, String address, boolean held) {
    assertThat(NetworkBlock.parse(block).contains(InetAddress.ofLiteral(address))).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.0.0/33", "10.1.0.0/-1", "10.1.0.0/x", "example.com", "", "fd00::/129"})
  void whatIsNoNetworkIsRefusedByName(String text) {
    assertThatThrownBy(() -> NetworkBlock.parse(text))
        .hasMessageContaining("'%s' is no network".formatted(text));
  }
}
