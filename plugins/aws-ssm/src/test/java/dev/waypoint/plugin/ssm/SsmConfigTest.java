package dev.waypoint.plugin.ssm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import dev.waypoint.sdk.config.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SsmConfigTest {
  private static final Component<ConfigSource> SOURCE =
      new SsmPlugin().configSource().orElseThrow();

  @Test
  void halfOfTheCredentialsIsRefused() {
    assertThatThrownBy(() -> SOURCE.create(Map.of("access_key", "a")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("access_key and secret_key go together");
  }

  @Test
  void anEndpointMustBeAUrl() {
    assertThatThrownBy(() -> SOURCE.create(Map.of("endpoint", "nonsense")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("\"nonsense\" is not a URL");
  }

  @Test
  void aRequestNamesAPathAndNothingElse() throws Exception {
    ConfigSource source = SOURCE.create(Map.of("region", "eu-central-1"));

    assertThatThrownBy(() -> source.read(List.of(Map.of("name", "/a"))))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("path");
  }
}
