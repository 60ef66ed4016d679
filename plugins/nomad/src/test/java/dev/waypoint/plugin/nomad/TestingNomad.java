package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypoint.sdk.testing.RealSystems;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The Nomad that WAYPOINT_TEST_NOMAD names, as seen by its operator. */
final class TestingNomad {
  static final String IMAGE =
      Optional.ofNullable(System.getenv("WAYPOINT_TEST_IMAGE_BUSYBOX"))
          .orElse("waypoint-test/busybox:1");

  /**
   * Nomad's Docker driver may miss what a container writes that lives for less than it takes to
   * start the driver's log collector: hashicorp/nomad#6931, open.
   */
  static final String UNTIL_COLLECTED = "trap 'sleep 3' EXIT; ";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path POLICY = Path.of("policy.hcl");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<JsonNode> given = new ArrayList<>();
  private final String url;
  private final String token;

  private TestingNomad(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** Without a Nomad as in {@link RealSystems#need}. */
  static TestingNomad find() {
    return new TestingNomad(need("WAYPOINT_TEST_NOMAD"), need("WAYPOINT_TEST_NOMAD_TOKEN"));
  }

  private static String need(String variable) {
    return RealSystems.need(variable, "dev/platforms/nomad up");
  }

  String url() {
    return url;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(ask("GET", path, "").body());
  }

  int status(String path) throws IOException, InterruptedException {
    return ask("GET", path, "").statusCode();
  }

  HttpResponse<String> ask(String method, String path, String body)
      throws IOException, InterruptedException {
    return ask(token, method, path, body);
  }

  HttpResponse<String> ask(String as, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!as.isEmpty()) {
      request.header("X-Nomad-Token", as);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  void makeNamespace(String name) throws IOException, InterruptedException {
    ask("POST", "/v1/namespace/" + name, JSON.createObjectNode().put("Name", name).toString());
  }

  void removeNamespace(String name) throws IOException, InterruptedException {
    ask("DELETE", "/v1/namespace/" + name, "");
  }

  /** A token with the plugin's own policy, in this namespace. */
  String tokenOfALauncher(String namespace) throws IOException, InterruptedException {
    String policy = "waypoint-tests-" + UUID.randomUUID().toString().substring(0, 8);
    String rules =
        Files.readString(POLICY)
            .replace("namespace \"default\"", "namespace \"%s\"".formatted(namespace));
    ask(
        "POST",
        "/v1/acl/policy/" + policy,
        JSON.createObjectNode().put("Name", policy).put("Rules", rules).toString());
    var request = JSON.createObjectNode().put("Name", policy).put("Type", "client");
    request.putArray("Policies").add(policy);
    JsonNode token = JSON.readTree(ask("POST", "/v1/acl/token", request.toString()).body());
    given.add(token);
    return token.path("SecretID").asText();
  }

  /** Takes back what {@link #tokenOfALauncher} has given. */
  void removeLaunchers() throws IOException, InterruptedException {
    for (JsonNode token : given) {
      ask("DELETE", "/v1/acl/token/" + token.path("AccessorID").asText(), "");
      ask("DELETE", "/v1/acl/policy/" + token.path("Name").asText(), "");
    }
  }

  /** The containers of a job, running or not, as Docker knows them. */
  static List<String> containersOf(String job) throws IOException, InterruptedException {
    return docker(
            "ps", "-aq", "--no-trunc", "--filter", "label=com.hashicorp.nomad.job_name=" + job)
        .lines()
        .toList();
  }

  static String docker(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toList())
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output;
  }
}
