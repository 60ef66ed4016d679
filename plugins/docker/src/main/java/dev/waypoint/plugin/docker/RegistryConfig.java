package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Sensitive;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an image is pushed to. */
record RegistryConfig(
    @Doc("The image's name with its registry, such as registry.example.com/team/web") String image,
    @Doc("The image's tag") @Default("latest") String tag,
    @Doc("Only give the image that name; push nothing") @Default("false") boolean local,
    @Doc("The user's name at the registry") Optional<String> username,
    @Doc("The user's password at the registry") @Sensitive Optional<String> password,
    @Doc("Who we are at the registry, in place of username and password") Optional<AuthConfig> auth,
    @Doc("User's name and password as docker login encodes them, in place of the above") @Sensitive
        Optional<String> encodedAuth,
    @Doc(
            "Push by HTTP or in spite of a wrong certificate, where no daemon pushes: a daemon has"
                + " its own setting for that")
        @Default("false")
        boolean insecure,
    @Doc("Which daemon to talk to") Optional<ClientConfig> clientConfig) {
  RegistryConfig {
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("username and password belong together");
    }
    if (Stream.of(username, auth, encodedAuth).filter(Optional::isPresent).count() > 1) {
      throw new IllegalArgumentException(
          "set only one of auth, encoded_auth, and username with password");
    }
    encodedAuth.ifPresent(EncodedAuth::decode);
  }

  Optional<AuthConfig> credentials() {
    return username.isPresent()
        ? Optional.of(new AuthConfig(Optional.empty(), username, password, Optional.empty()))
        : encodedAuth.map(EncodedAuth::decode).or(() -> auth);
  }
}
