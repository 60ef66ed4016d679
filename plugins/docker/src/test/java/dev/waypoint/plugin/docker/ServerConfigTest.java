package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.install.ServerInstaller;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {
  private final Component<ServerInstaller> component =
      new DockerPlugin().serverInstaller().orElseThrow();

  @Test
  void onlyTheImageHasToBeSaid() throws Exception {
    assertThat(component.create(Map.of("server_image", "x:1"))).isNotNull();
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> component.create(Map.of()))
        .withMessageContaining("server_image");
  }

  @ParameterizedTest
  @CsvSource({
    "grpc_port, 0, not the number of a port",
    "http_port, 70000, not the number of a port",
    "http_port, 9701, give one of them another",
    "server_name, a b, cannot name a container"
  })
  void whatDockerCannotDoIsRefusedBeforeAnythingIsMade(String name, String value, String why) {
    Map<String, Object> settings = new HashMap<>(Map.of("server_image", "x:1"));
    settings.put(name, name.endsWith("port") ? Integer.valueOf(value) : value);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> component.create(settings))
        .withMessageContaining(why);
  }
}
