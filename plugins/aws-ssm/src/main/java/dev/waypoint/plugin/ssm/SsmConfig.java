package dev.waypoint.plugin.ssm;

import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Sensitive;
import java.net.URI;
import java.util.Optional;

/** How the parameters are reached. */
record SsmConfig(
    @Doc("The region; without it, the one of the runner's AWS environment") Optional<String> region,
    @Doc("The profile of the runner's AWS files") Optional<String> profile,
    @Doc("Access key, with secret_key; without it the runner's own credentials")
        Optional<String> accessKey,
    @Doc("Secret of access_key") @Sensitive Optional<String> secretKey,
    @Doc("Session token of temporary credentials") @Sensitive Optional<String> token,
    @Doc("URL of the service, for private endpoints and tests") Optional<String> endpoint) {
  SsmConfig {
    if (accessKey.isPresent() != secretKey.isPresent()) {
      throw new IllegalArgumentException("access_key and secret_key go together");
    }
    if (accessKey.isPresent() && profile.isPresent()) {
      throw new IllegalArgumentException("access_key and profile exclude each other");
    }
    endpoint.ifPresent(SsmConfig::parse);
  }

  static URI parse(String endpoint) {
    String wrong =
        "endpoint \"%s\" is not a URL such as https://ssm.example.com".formatted(endpoint);
    try {
      URI uri = URI.create(endpoint);
      if (uri.getHost() == null) {
        throw new IllegalArgumentException(wrong);
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong, e);
    }
  }
}
