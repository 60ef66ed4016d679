package dev.waypoint.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.RecordConfig;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {
  private static final String ENCODED =
      Base64.getEncoder()
          .encodeToString("{\"username\":\"ann\",\"password\":\"pw\"}".getBytes(UTF_8));

  private static final AuthConfig ANN =
      new AuthConfig(Optional.empty(), Optional.of("ann"), Optional.of("pw"), Optional.empty());

  @Test
  void allWaysToSayWhoWeAreMeanTheSame() throws Exception {
    assertThat(read(Map.of("username", "ann", "password", "pw")).credentials()).contains(ANN);
    assertThat(read(Map.of("encoded_auth", ENCODED)).credentials()).contains(ANN);
    assertThat(read(Map.of("auth", Map.of("username", "ann", "password", "pw"))).credentials())
        .contains(ANN);
    assertThat(read(Map.of()).credentials()).isEmpty();
  }

  @Test
  void theRegistryIsTheImagesUnlessItIsNamed() {
    assertThat(ANN.forRegistry("ghcr.io").getRegistryAddress()).isEqualTo("ghcr.io");
    AuthConfig named =
        new AuthConfig(Optional.of("r.io"), Optional.of("a"), Optional.of("b"), Optional.empty());
    assertThat(named.forRegistry("ghcr.io").getRegistryAddress()).isEqualTo("r.io");
  }

  @Test
  void halfACredentialIsRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of("username", "ann")))
        .withMessage("username and password belong together");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of("auth", Map.of("username", "ann"))))
        .withMessage("auth: set username and password, or identity_token");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of("username", "a", "password", "b", "encoded_auth", ENCODED)))
        .withMessage("set only one of auth, encoded_auth, and username with password");
  }

  @Test
  void aWrongEncodingIsRefusedWithoutBeingShown() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of("encoded_auth", "hunter2")))
        .withMessage("encoded_auth is not a JSON object with username and password in Base64");
  }

  private static RegistryConfig read(Map<String, ?> more) throws ConfigException {
    Map<String, Object> values = new HashMap<>(more);
    values.put("image", "ghcr.io/web");
    return RecordConfig.of(RegistryConfig.class).bind(values);
  }
}
