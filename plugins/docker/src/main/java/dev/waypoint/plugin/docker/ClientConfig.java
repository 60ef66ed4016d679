package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Doc;
import java.util.Optional;

/** Which daemon to talk to. What is left out comes from the environment, as for the Docker CLI. */
record ClientConfig(
    @Doc("The daemon's address: unix:///var/run/docker.sock, tcp://host:2376; else DOCKER_HOST")
        Optional<String> host,
    @Doc("The folder of ca.pem, cert.pem and key.pem; else DOCKER_CERT_PATH")
        Optional<String> certPath,
    @Doc("The API version to speak, such as 1.41; else the daemon's own")
        Optional<String> apiVersion) {
  static final ClientConfig FROM_ENVIRONMENT =
      new ClientConfig(Optional.empty(), Optional.empty(), Optional.empty());
}
