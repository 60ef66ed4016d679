package dev.waypoint.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A cluster of its own on the emulator of AWS that the environment names. */
final class EcsPlatform implements LaunchPlatform {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  private static final String REGION = "eu-west-1";

  /** The emulator asks for a signature and does not look at it. */
  private static final String ANYBODY =
      "AWS4-HMAC-SHA256 Credential=test/20260101/%s/ecs/aws4_request, SignedHeaders=host, Signature=0"
          .formatted(REGION);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String endpoint = Requirements.ecs();
  private final String image = Requirements.runnerImage();
  private final Path directory;
  private final String cluster = "waypoint-" + UUID.randomUUID().toString().substring(0, 8);

  private final String clusterArn;

  EcsPlatform(Path directory) {
    this.directory = directory;
    clusterArn =
        ask("CreateCluster", "{\"clusterName\": \"%s\"}".formatted(cluster))
            .at("/cluster/clusterArn")
            .asText();
  }

  @Override
  public String pluginType() {
    return "aws-ecs";
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
    endpoint            = "%s"
    region              = "%s"
    cluster             = "%s"
    execution_role_name = "arn:aws:iam::000000000000:role/waypoint-tests"
    subnets             = "subnet-00000001"
    security_group_id   = "sg-00000001"
    create_log_group    = true
    odr_memory          = 1024
    stop_timeout        = "5s"
    poll_interval       = "500ms"
    """
        .formatted(endpoint, REGION, cluster);
  }

  @Override
  public Map<String, String> runnerEnvironment() {
    return Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test");
  }

  @Override
  public void killTheContainer() {
    docker("kill", containers("-q")).succeeded();
  }

  /** ECS tells of it with a delay, which includes that of the last logs. */
  @Override
  public Duration toNotice() {
    return Duration.ofSeconds(10);
  }

  /** The emulator keeps the ended containers of its tasks, so only those count that run. */
  @Override
  public String whatIsThere() {
    String definitions =
        ask("ListTaskDefinitions", "{\"status\": \"ACTIVE\"}")
            .path("taskDefinitionArns")
            .valueStream()
            .map(JsonNode::asText)
            .filter(this::isOurs)
            .collect(Collectors.joining("\n"));
    return (definitions + "\n" + containers("-q")).strip();
  }

  private boolean isOurs(String definition) {
    return ask("ListTagsForResource", "{\"resourceArn\": \"%s\"}".formatted(definition))
        .path("tags")
        .valueStream()
        .anyMatch(
            tag ->
                "waypoint.dev/cluster".equals(tag.path("key").asText())
                    && cluster.equals(tag.path("value").asText()));
  }

  private String containers(String which) {
    return docker("ps", which, "--filter", "label=com.amazonaws.ecs.cluster=" + clusterArn)
        .succeeded()
        .output()
        .strip();
  }

  private JsonNode ask(String action, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("X-Amz-Target", ECS + action)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("Authorization", ANYBODY)
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(action + ": " + response.body());
      }
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Program.Result docker(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "docker";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Program.command(directory, Map.of(), command).result();
  }

  @Override
  public void close() {
    ask("DeleteCluster", "{\"cluster\": \"%s\"}".formatted(cluster));
    client.close();
  }
}
