package dev.waypoint.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A task of ECS in a cluster of its own, from its request until it has stopped. */
final class BareEcs implements Bare {
  static final String CLUSTER = "waypoint-benchmark";
  static final String REGION = "eu-west-1";

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Pattern TASK = Pattern.compile("\"taskArn\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern STOPPED = Pattern.compile("\"lastStatus\"\\s*:\\s*\"STOPPED\"");
  private static final String DEFINITION =
      """
      {"family": "waypoint-bare", "networkMode": "awsvpc", "cpu": "512", "memory": "1024",
       "requiresCompatibilities": ["FARGATE"],
       "containerDefinitions": [{"name": "bare", "image": "%s", "entryPoint": ["/bin/true"], "command": []}]}
      """;
  private static final String RUN =
      """
      {"cluster": "%s", "taskDefinition": "waypoint-bare", "launchType": "FARGATE", "count": 1,
       "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-00000001"]}}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpApi api;

  /**
   * @param endpoint an emulator's, which looks at no signature
   */
  BareEcs(String endpoint, String image) throws Exception {
    api =
        new HttpApi(
            http,
            endpoint,
            Map.of(
                "Content-Type",
                "application/x-amz-json-1.1",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/%s/ecs/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(REGION)));
    ask("CreateCluster", "{\"clusterName\": \"%s\"}".formatted(CLUSTER));
    ask("RegisterTaskDefinition", DEFINITION.formatted(image));
  }

  @Override
  public void execute() throws Exception {
    Matcher task = TASK.matcher(ask("RunTask", RUN.formatted(CLUSTER)));
    if (!task.find()) {
      throw new IllegalStateException("ECS has not started the task");
    }
    String described =
        "{\"cluster\": \"%s\", \"tasks\": [\"%s\"]}".formatted(CLUSTER, task.group(1));
    while (!STOPPED.matcher(ask("DescribeTasks", described)).find()) {
      Thread.sleep(POLL);
    }
  }

  private String ask(String action, String body) throws IOException, InterruptedException {
    return api.ask(
            "POST", "/", body, "X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + action)
        .body();
  }

  @Override
  public void close() throws IOException {
    try {
      ask("DeleteCluster", "{\"cluster\": \"%s\"}".formatted(CLUSTER));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
