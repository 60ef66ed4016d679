package dev.waypoint.plugin.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import dev.waypoint.sdk.testing.AbstractConfigSourceTest;
import dev.waypoint.sdk.testing.RealSystems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Against the emulator that WAYPOINT_TEST_ECS names: dev/platforms/ecs. */
class SsmConfigSourceIT extends AbstractConfigSourceTest {
  private Map<String, String> settings;
  private ConfigSource source;

  @BeforeEach
  void connect() throws Exception {
    String url = RealSystems.need("WAYPOINT_TEST_ECS", "dev/platforms/ecs up");
    settings =
        Map.of(
            "endpoint", url,
            "region", "eu-central-1",
            "access_key", "test",
            "secret_key", "test");
    source = new SsmPlugin().configSource().orElseThrow().create(settings);
    try (SsmClient client = Clients.connect(config(url))) {
      put(client, "/waypoint-test/plain", "hello", ParameterType.STRING);
      put(client, "/waypoint-test/secure", "s3cret", ParameterType.SECURE_STRING);
    }
  }

  @Override
  protected ConfigSource source() throws Exception {
    return new SsmPlugin().configSource().orElseThrow().create(settings);
  }

  @Override
  protected void store(Map<String, String> values) {
    try (SsmClient client = Clients.connect(config(settings.get("endpoint")))) {
      values.forEach((name, value) -> put(client, path(name), value, ParameterType.SECURE_STRING));
    }
  }

  @Override
  protected Map<String, String> request(String name) {
    return Map.of("path", path(name));
  }

  private static String path(String name) {
    return "/waypoint-test/contract/" + name;
  }

  private static SsmConfig config(String url) {
    return new SsmConfig(
        Optional.of("eu-central-1"),
        Optional.empty(),
        Optional.of("test"),
        Optional.of("test"),
        Optional.empty(),
        Optional.of(url));
  }

  private static void put(SsmClient client, String name, String value, ParameterType type) {
    client.putParameter(request -> request.name(name).value(value).type(type).overwrite(true));
  }

  @Test
  void plainAndSecureParametersAreRead() throws Exception {
    assertThat(
            source.read(
                List.of(
                    Map.of("path", "/waypoint-test/secure"),
                    Map.of("path", "/waypoint-test/plain"),
                    Map.of("path", "/waypoint-test/secure"))))
        .containsExactly("s3cret", "hello", "s3cret");
  }

  @Test
  void missingParametersAreNamed() {
    assertThatThrownBy(
            () ->
                source.read(
                    List.of(
                        Map.of("path", "/waypoint-test/plain"),
                        Map.of("path", "/waypoint-test/none"))))
        .isInstanceOf(PluginException.class)
        .hasMessage("there is no parameter /waypoint-test/none");
  }
}
