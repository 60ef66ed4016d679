package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.config.RecordConfig;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.AbstractRemoteTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingDocker;
import dev.waypoint.sdk.testing.TestingProxy;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * The launcher against MiniStack, an emulator of AWS whose tasks are containers of the Docker
 * daemon. It shows that the requests are right in form and order, not that AWS permits them.
 */
@Execution(ExecutionMode.CONCURRENT)
class MiniStackTaskLauncherIT extends AbstractRemoteTaskLauncherTest {
  private static final String CLUSTER = "waypoint-tests";
  private static final String LOG_GROUP = "waypoint-runner";

  private final Map<String, Object> config = new HashMap<>();

  @BeforeEach
  void configure() {
    config.put("endpoint", MiniStack.url());
    config.put("region", "eu-west-1");
    config.put("cluster", CLUSTER);
    config.put("execution_role_name", "arn:aws:iam::000000000000:role/waypoint-tests");
    config.put("subnets", "subnet-00000001, subnet-00000002");
    config.put("security_group_id", "sg-00000001");
    config.put("create_log_group", true);
    config.put("stop_timeout", "2s");
    config.put("poll_interval", "300ms");
  }

  @BeforeAll
  static void useCredentials() {
    MiniStack.setCredentials();
  }

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new EcsPlugin(), config);
  }

  @Override
  protected String image() {
    return MiniStack.IMAGE;
  }

  @Override
  protected String missingImage() {
    return "127.0.0.1:9/none/such:1";
  }

  @Override
  protected void killFromOutside(TaskName task) throws Exception {
    TestingDocker.kill("com.amazonaws.ecs.task-definition-family=%s".formatted(Names.family(task)));
  }

  /** Which includes the time that the last of the output may take. */
  @Override
  protected Duration toNotice() {
    return Duration.ofSeconds(10);
  }

  @Override
  protected TestingProxy proxy() throws Exception {
    URI emulator = URI.create(MiniStack.url());
    return TestingProxy.to(
        () -> TestingProxy.wire(new Socket(emulator.getHost(), emulator.getPort())));
  }

  @Override
  protected TaskLauncher launcherAt(int port) {
    Map<String, Object> there = new HashMap<>(config);
    there.put("endpoint", "http://127.0.0.1:" + port);
    return launcherOf(new EcsPlugin(), there);
  }

  @Override
  protected List<String> requestsOfAStart() {
    return List.of(".RegisterTaskDefinition", ".RunTask");
  }

  @Test
  void whatIsConfiguredReachesTheTask() throws Exception {
    config.put("static_environment", Map.of("FROM_CONFIG", "yes", "BOTH", "config"));
    config.put("tags", Map.of("owner", "tests"));
    config.put("capacity_provider", "FARGATE_SPOT");
    config.put(
        "task_definition",
        """
        {"containerDefinitions": [{"name": "runner", "workingDirectory": "/tmp",
          "environment": [{"name": "FROM_OVERLAY", "value": "too"}]}]}
        """);
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of("echo $FROM_CONFIG $BOTH $FROM_OVERLAY $container $PWD"),
            Map.of("BOTH", "spec"));
    launcher().startTask(spec, context(new TestingTerminal()));
    try (Aws aws = connect()) {
      Task task = new Tasks(aws, CLUSTER).find(spec.name()).orElseThrow();
      assertThat(task.capacityProviderName()).isEqualTo("FARGATE_SPOT");
      assertThat(task.startedBy()).isEqualTo(spec.name().value());
      assertThat(
              Tags.map(
                  aws.call(
                          "list tags",
                          c -> c.ecs().listTagsForResource(a -> a.resourceArn(task.taskArn())))
                      .tags()))
          .containsEntry("owner", "tests")
          .containsEntry("waypoint.dev/task", spec.name().value())
          .containsEntry("waypoint.dev/job", spec.name().value());
    }
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("yes spec too docker /tmp\n");
  }

  @Test
  void aTaskThatUsesTooMuchMemoryIsToldApart() throws Exception {
    config.put("odr_cpu", 256);
    config.put("odr_memory", 512);
    TaskName task = start("x=0123456789abcdef; while :; do x=$x$x; done");
    TaskExit exit = watch(task, new TestingTerminal());
    assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(exit.message()).contains(task.value()).contains("OutOfMemoryError");
  }

  @Test
  void rolesAreFoundByTheirNames() throws Exception {
    config.put("execution_role_name", "ecs-pull");
    config.put("task_role_name", "ci/runner");
    TaskName task = start("exit 0");
    try (Aws aws = connect()) {
      var definition = new Definitions(aws).find(task).orElseThrow();
      assertThat(definition.executionRoleArn())
          .isEqualTo("arn:aws:iam::000000000000:role/ecs-pull");
      assertThat(definition.taskRoleArn()).isEqualTo("arn:aws:iam::000000000000:role/ci/runner");
    }
  }

  @Test
  void stoppingLeavesNeitherDefinitionNorLog() throws Exception {
    TaskName task = start("echo here; sleep 300");
    stop(task);
    try (Aws aws = connect()) {
      for (TaskDefinitionStatus status :
          List.of(TaskDefinitionStatus.ACTIVE, TaskDefinitionStatus.INACTIVE)) {
        assertThat(
                aws.call(
                        "list",
                        c ->
                            c.ecs()
                                .listTaskDefinitions(
                                    a -> a.familyPrefix(Names.family(task)).status(status)))
                    .taskDefinitionArns())
            .isEmpty();
      }
      assertThat(
              aws.call(
                      "list",
                      c ->
                          c.ecs()
                              .listTasks(
                                  a ->
                                      a.cluster(CLUSTER)
                                          .family(Names.family(task))
                                          .desiredStatus(DesiredStatus.RUNNING)))
                  .taskArns())
          .isEmpty();
      assertThat(logStreams(aws, task)).isEmpty();
    }
  }

  @Test
  void theLogStreamStaysIfItIsToBeKept() throws Exception {
    config.put("keep_logs", true);
    TaskName task = start("echo kept");
    watch(task, new TestingTerminal());
    stop(task);
    try (Aws aws = connect()) {
      assertThat(logStreams(aws, task)).hasSize(1);
    }
    config.put("keep_logs", false);
  }

  /** Empty, too, as long as no task has made the group. */
  private static List<LogStream> logStreams(Aws aws, TaskName task) throws Exception {
    List<LogGroup> groups =
        aws.call("list", c -> c.logs().describeLogGroups(a -> a.logGroupNamePrefix(LOG_GROUP)))
            .logGroups();
    if (groups.stream().noneMatch(group -> group.logGroupName().equals(LOG_GROUP))) {
      return List.of();
    }
    return aws.call(
            "list",
            c ->
                c.logs()
                    .describeLogStreams(
                        a -> a.logGroupName(LOG_GROUP).logStreamNamePrefix(Names.streams(task))))
        .logStreams();
  }

  private Aws connect() throws Exception {
    return Aws.connect(RecordConfig.of(LauncherConfig.class).bind(config));
  }
}
