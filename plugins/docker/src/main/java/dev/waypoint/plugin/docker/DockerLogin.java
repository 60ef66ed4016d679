package dev.waypoint.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The file in which {@code docker login} stores who we are. */
final class DockerLogin {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HUB = "https://index.docker.io/v1/";

  private DockerLogin() {}

  /**
   * What a build may use: the runner's stored logins, as far as they need no helper program, and
   * the one that is configured.
   */
  static String forBuild(Optional<AuthConfig> auth, Map<String, String> environment)
      throws IOException {
    ObjectNode file = JSON.createObjectNode();
    ObjectNode all = file.putObject("auths");
    if (stored(environment).path("auths") instanceof ObjectNode known) {
      all.setAll(known);
    }
    auth.ifPresent(
        who -> {
          String host = who.hostname().orElse("docker.io");
          ObjectNode entry = all.putObject(host.equals("docker.io") ? HUB : host);
          String user = who.username().orElse("");
          String password = who.password().orElse("");
          if (!user.isEmpty()) {
            entry.put(
                "auth",
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
          }
          who.identityToken().ifPresent(token -> entry.put("identitytoken", token));
        });
    return JSON.writeValueAsString(file);
  }

  private static JsonNode stored(Map<String, String> environment) throws IOException {
    String folder = environment.get("DOCKER_CONFIG");
    Path file =
        folder == null || folder.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "/root"), ".docker", "config.json")
            : Path.of(folder, "config.json");
    return Files.isReadable(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
  }
}
