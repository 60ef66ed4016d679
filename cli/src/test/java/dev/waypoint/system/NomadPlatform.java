package dev.waypoint.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A namespace of its own on the Nomad that the environment names. */
final class NomadPlatform implements LaunchPlatform {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address = Requirements.nomad();
  private final String management = Requirements.nomadToken();
  private final String image = Requirements.runnerImage();
  private final Path directory;
  private final String namespace = "waypoint-" + UUID.randomUUID().toString().substring(0, 8);
  private final JsonNode token;

  NomadPlatform(Path directory) {
    this.directory = directory;
    ask("POST", "/v1/namespace/" + namespace, JSON.createObjectNode().put("Name", namespace));
    this.token = launchersToken();
  }

  /** With the rights of the plugin's own policy. */
  private JsonNode launchersToken() {
    Path policy = Requirements.checkout().resolve("plugins/nomad/policy.hcl");
    try {
      String rules =
          Files.readString(policy)
              .replace("namespace \"default\"", "namespace \"%s\"".formatted(namespace));
      ask(
          "POST",
          "/v1/acl/policy/" + namespace,
          JSON.createObjectNode().put("Name", namespace).put("Rules", rules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var request = JSON.createObjectNode().put("Name", namespace).put("Type", "client");
    request.putArray("Policies").add(namespace);
    return ask("POST", "/v1/acl/token", request);
  }

  @Override
  public String pluginType() {
    return "nomad";
  }

  @Override
  public String serverAddress() {
    return "172.17.0.1";
  }

  @Override
  public String image() {
    return image;
  }

  @Override
  public String pluginConfig() {
    return """
    namespace        = "%s"
    resources_cpu    = 100
    resources_memory = 600
    stop_timeout     = "5s"
    """
        .formatted(namespace);
  }

  @Override
  public Map<String, String> runnerEnvironment() {
    return Map.of("NOMAD_ADDR", address, "NOMAD_TOKEN", token.path("SecretID").asText());
  }

  @Override
  public void killTheContainer() {
    docker("kill", docker("ps", "-q", "--filter", label()).output().strip()).succeeded();
  }

  @Override
  public String whatIsThere() {
    String jobs = names("/v1/jobs?namespace=" + namespace, "ID");
    String variables = names("/v1/vars?namespace=" + namespace, "Path");
    String containers =
        docker("ps", "-a", "--format", "{{.Names}}", "--filter", label()).succeeded().output();
    return String.join("\n", jobs, variables, containers);
  }

  private String label() {
    return "label=com.hashicorp.nomad.namespace=" + namespace;
  }

  private String names(String path, String field) {
    return ask("GET", path, null)
        .valueStream()
        .map(element -> element.path(field).asText())
        .collect(Collectors.joining("\n"));
  }

  /** As the one who may do everything. */
  JsonNode ask(String method, String path, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(
                method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body.toString()))
            .header("X-Nomad-Token", management)
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new AssertionError(method + " " + path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  String namespace() {
    return namespace;
  }

  private Program.Result docker(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "docker";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Program.command(directory, Map.of(), command).result();
  }

  @Override
  public void close() {
    ask("DELETE", "/v1/acl/token/" + token.path("AccessorID").asText(), null);
    ask("DELETE", "/v1/acl/policy/" + namespace, null);
    ask("DELETE", "/v1/namespace/" + namespace, null);
    client.close();
  }
}
