package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskName;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The requests as they go over the wire, compared with files. */
class TaskRequestsTest {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final LaunchSpec SPEC =
      new LaunchSpec(
          new TaskName("waypoint-task-01j-1"),
          "registry.example.com/waypoint:1",
          List.of("/waypoint"),
          List.of("runner", "agent", "-odr"),
          Map.of("WAYPOINT_SERVER_TOKEN", "secret", "BOTH", "spec"),
          Map.of("waypoint.job", "01J", "waypoint.project", "shop (test)"));

  @BeforeEach
  void setCredentials() {
    MiniStack.setCredentials();
  }

  @AfterEach
  void clearCredentials() {
    MiniStack.clearCredentials();
  }

  @Test
  void theLeastConfiguration() throws Exception {
    assertSent("least", Map.of(), NetworkMode.AWSVPC);
  }

  @Test
  void everySetting() throws Exception {
    Map<String, Object> config = new HashMap<>();
    config.put("cluster", "prod");
    config.put("region", "eu-west-1");
    config.put("execution_role_name", "arn:aws-cn:iam::1:role/pull");
    config.put("task_role_name", "/ci/runner");
    config.put("subnets", "subnet-a, subnet-b");
    config.put("security_group_id", "sg-9");
    config.put("log_group", "/waypoint/runners");
    config.put("create_log_group", true);
    config.put("odr_cpu", "1024");
    config.put("odr_memory", "2048");
    config.put("assign_public_ip", false);
    config.put("capacity_provider", "FARGATE_SPOT");
    config.put("static_environment", Map.of("FROM_CONFIG", "1", "BOTH", "config"));
    config.put("tags", Map.of("owner", "platform", "waypoint.job", "not ours to say"));
    config.put("stop_timeout", "90s");
    config.put(
        "task_definition",
        """
        {
          "family": "not ours to say",
          "runtimePlatform": {"cpuArchitecture": "ARM64"},
          "ephemeralStorage": {"sizeInGiB": 50},
          "tags": [{"key": "cost", "value": "42"}, {"key": "waypoint.job", "value": "no"}],
          "containerDefinitions": [
            {"name": "runner", "image": "not/ours:1", "readonlyRootFilesystem": true,
             "environment": [{"name": "BOTH", "value": "overlay"}, {"name": "FROM_OVERLAY", "value": "1"}],
             "logConfiguration": {"options": {"mode": "blocking"}},
             "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 2}]},
            {"name": "proxy", "image": "proxy:1", "essential": false, "command": ["run"]}
          ]
        }
        """);
    assertSent("every", config, NetworkMode.AWSVPC);
  }

  @Test
  void instancesOfOnesOwn() throws Exception {
    assertSent("external", Map.of("launch_type", "external"), NetworkMode.BRIDGE);
  }

  @Test
  void ec2HasNoPublicAddress() throws Exception {
    assertSent("ec2", Map.of("launch_type", "ec2"), NetworkMode.AWSVPC);
  }

  @Test
  void theConfiguredEndpointIsTheOneThatIsAsked() throws Exception {
    LauncherConfig config =
        TestingAws.config(Map.of("endpoint", "http://ecs.test:81", "region", "eu-west-1"));
    TestingHttp http = new TestingHttp(200, "{}");
    try (Aws aws = Aws.connect(config.endpoint(), config.region(), http)) {
      new Definitions(aws).exists(SPEC.name());
    }
    assertThat(http.sent()).extracting(TestingHttp.Sent::host).containsExactly("ecs.test");
  }

  /** Registers and runs; compares both requests with those of the file. */
  private static void assertSent(String file, Map<String, Object> more, NetworkMode mode)
      throws Exception {
    Map<String, Object> values = new HashMap<>(Map.of("region", "eu-west-1"));
    values.putAll(more);
    LauncherConfig config = TestingAws.config(values);
    TaskRequests requests = new TaskRequests(SPEC, config);
    Roles roles = new Roles(new Aws(new TestingAws().clients(), () -> {}));
    TestingHttp http = new TestingHttp(200, "{\"tasks\": [{\"taskArn\": \"arn\"}]}");
    try (Aws aws = Aws.connect(config.endpoint(), config.region(), http)) {
      new Definitions(aws).register(requests.definition(roles, aws.region()));
      new Tasks(aws, config.cluster())
          .run(
              SPEC.name(),
              requests.run(
                  TaskDefinition.builder()
                      .taskDefinitionArn("arn:aws:ecs:eu-west-1:1:task-definition/family:1")
                      .networkMode(mode)
                      .build()));
    }
    StringBuilder sent = new StringBuilder();
    for (TestingHttp.Sent request : http.sent()) {
      Object body = JSON.readValue(request.body(), Object.class);
      sent.append(request.action()).append(' ').append(JSON.writeValueAsString(body)).append('\n');
    }
    assertThat(sent.toString()).isEqualTo(golden(file));
  }

  private static String golden(String file) throws Exception {
    try (InputStream in =
        TaskRequestsTest.class.getResourceAsStream("/requests/" + file + ".txt")) {
      assertThat(in).as("src/test/resources/requests/%s.txt", file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
