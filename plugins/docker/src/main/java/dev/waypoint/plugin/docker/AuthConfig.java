package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Sensitive;
import java.util.Optional;

/** Who we are at a registry. Without it, what {@code docker login} stored is used. */
record AuthConfig(
    @Doc("The registry's host; without it, the image's") Optional<String> hostname,
    @Doc("The user's name") Optional<String> username,
    @Doc("The user's password") @Sensitive Optional<String> password,
    @Doc("A token in place of name and password") @Sensitive Optional<String> identityToken) {
  AuthConfig {
    if (identityToken.isEmpty() && (username.isEmpty() || password.isEmpty())) {
      throw new IllegalArgumentException("set username and password, or identity_token");
    }
  }

  com.github.dockerjava.api.model.AuthConfig forRegistry(String registry) {
    com.github.dockerjava.api.model.AuthConfig auth =
        new com.github.dockerjava.api.model.AuthConfig()
            .withRegistryAddress(hostname.orElse(registry));
    username.ifPresent(auth::withUsername);
    password.ifPresent(auth::withPassword);
    identityToken.ifPresent(auth::withIdentityToken);
    return auth;
  }
}
