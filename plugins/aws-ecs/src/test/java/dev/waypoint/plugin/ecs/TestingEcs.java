package dev.waypoint.plugin.ecs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** ECS in memory: its tasks are processes of this machine. It fails where it is told to. */
final class TestingEcs implements EcsClient {
  static final String IMAGE = "shell:1";

  private static final String ARN = "arn:aws:ecs:eu-west-1:123456789012:";

  private final TestingLogs logs;
  private final Map<String, TaskDefinition> definitions = new TreeMap<>();
  private final Map<String, Collection<Tag>> tags = new ConcurrentHashMap<>();
  private final Map<String, TestingTask> tasks = new ConcurrentHashMap<>();
  private final Map<String, RunTaskRequest> byToken = new ConcurrentHashMap<>();
  private final AtomicInteger lateListings = new AtomicInteger();
  private final AtomicInteger lostReplies = new AtomicInteger();
  private final List<Failure> refusals = new ArrayList<>();
  private final Set<String> calls;
  private boolean stuck;

  /**
   * @param calls remembers the actions that were called, in the form of IAM policies
   */
  TestingEcs(TestingLogs logs, Set<String> calls) {
    this.logs = logs;
    this.calls = calls;
  }

  /** Tasks are listed only the second time they are asked for, or later. */
  void listLate(int times) {
    lateListings.set(times);
  }

  /** What is run next is run, but nobody hears of it. */
  void loseNextReply() {
    lostReplies.set(1);
  }

  void refuse(String reason) {
    refusals.add(Failure.builder().reason(reason).build());
  }

  /** Tasks stay where they are: nothing has room for them. */
  void runNothing() {
    stuck = true;
  }

  Collection<TestingTask> tasks() {
    return tasks.values();
  }

  Collection<TaskDefinition> definitions() {
    return List.copyOf(definitions.values());
  }

  Collection<Tag> tagsOf(String arn) {
    return tags.get(arn);
  }

  void forgetTasks() {
    tasks.clear();
  }

  @Override
  public synchronized RegisterTaskDefinitionResponse registerTaskDefinition(
      RegisterTaskDefinitionRequest request) {
    calls.add("ecs:RegisterTaskDefinition");
    int revision =
        1
            + (int)
                definitions.keySet().stream()
                    .filter(k -> k.contains("/" + request.family() + ":"))
                    .count();
    String arn = "%stask-definition/%s:%d".formatted(ARN, request.family(), revision);
    TaskDefinition definition =
        TaskDefinition.builder()
            .taskDefinitionArn(arn)
            .family(request.family())
            .revision(revision)
            .networkMode(request.networkMode())
            .containerDefinitions(request.containerDefinitions())
            .status(TaskDefinitionStatus.ACTIVE)
            .build();
    definitions.put(arn, definition);
    tags.put(arn, request.tags());
    return RegisterTaskDefinitionResponse.builder().taskDefinition(definition).build();
  }

  @Override
  public synchronized ListTaskDefinitionsResponse listTaskDefinitions(
      ListTaskDefinitionsRequest request) {
    calls.add("ecs:ListTaskDefinitions");
    return ListTaskDefinitionsResponse.builder()
        .taskDefinitionArns(
            definitions.values().stream()
                .filter(definition -> definition.family().equals(request.familyPrefix()))
                .filter(definition -> definition.status() == request.status())
                .map(TaskDefinition::taskDefinitionArn)
                .toList())
        .build();
  }

  @Override
  public synchronized ListTaskDefinitionFamiliesResponse listTaskDefinitionFamilies(
      ListTaskDefinitionFamiliesRequest request) {
    calls.add("ecs:ListTaskDefinitionFamilies");
    Set<String> families = new TreeSet<>();
    definitions.values().stream()
        .filter(definition -> definition.status() == TaskDefinitionStatus.ACTIVE)
        .map(TaskDefinition::family)
        .filter(family -> family.startsWith(request.familyPrefix()))
        .forEach(families::add);
    return ListTaskDefinitionFamiliesResponse.builder().families(families).build();
  }

  @Override
  public synchronized DescribeTaskDefinitionResponse describeTaskDefinition(
      DescribeTaskDefinitionRequest request) {
    calls.add("ecs:DescribeTaskDefinition");
    TaskDefinition definition =
        definitions.values().stream()
            .filter(
                known ->
                    Stream.of(known.taskDefinitionArn(), known.family())
                        .anyMatch(request.taskDefinition()::equals))
            .findFirst()
            .orElseThrow(
                () ->
                    fault(
                        ClientException.builder(),
                        "ClientException",
                        "Unable to describe task definition."));
    return DescribeTaskDefinitionResponse.builder()
        .taskDefinition(definition)
        .tags(tags.get(definition.taskDefinitionArn()))
        .build();
  }

  @Override
  public synchronized DeregisterTaskDefinitionResponse deregisterTaskDefinition(
      DeregisterTaskDefinitionRequest request) {
    calls.add("ecs:DeregisterTaskDefinition");
    definitions.computeIfPresent(
        request.taskDefinition(),
        (_, active) -> active.toBuilder().status(TaskDefinitionStatus.INACTIVE).build());
    return DeregisterTaskDefinitionResponse.builder().build();
  }

  @Override
  public synchronized DeleteTaskDefinitionsResponse deleteTaskDefinitions(
      DeleteTaskDefinitionsRequest request) {
    calls.add("ecs:DeleteTaskDefinitions");
    request.taskDefinitions().forEach(definitions::remove);
    return DeleteTaskDefinitionsResponse.builder().build();
  }

  @Override
  public synchronized RunTaskResponse runTask(RunTaskRequest request) {
    calls.add("ecs:RunTask");
    if (!refusals.isEmpty()) {
      return RunTaskResponse.builder().failures(refusals).build();
    }
    RunTaskRequest before = byToken.putIfAbsent(request.clientToken(), request);
    if (before != null && !before.equals(request)) {
      throw fault(
          EcsException.builder(),
          "ConflictException",
          "The client token was used with other parameters.");
    }
    TestingTask task =
        tasks.values().stream()
            .filter(known -> before != null && known.startedBy(request.startedBy()))
            .findFirst()
            .orElseGet(() -> start(request));
    if (lostReplies.getAndDecrement() > 0) {
      throw SdkClientException.create("Unable to execute HTTP request: connection reset");
    }
    return RunTaskResponse.builder().tasks(task.describe()).build();
  }

  private TestingTask start(RunTaskRequest request) {
    String arn = "%stask/%s/%032x".formatted(ARN, request.cluster(), tasks.size() + 1);
    TestingTask task =
        new TestingTask(
            arn, request, definitions.get(request.taskDefinition()), logs, Instant.now());
    tasks.put(arn, task);
    tags.put(arn, request.tags());
    if (!stuck) {
      task.run();
    }
    return task;
  }

  @Override
  public ListTasksResponse listTasks(ListTasksRequest request) {
    calls.add("ecs:ListTasks");
    if (lateListings.getAndDecrement() > 0) {
      return ListTasksResponse.builder().taskArns(List.of()).build();
    }
    return ListTasksResponse.builder()
        .taskArns(
            tasks.values().stream()
                .filter(task -> task.family().equals(request.family()))
                .map(TestingTask::describe)
                .filter(task -> task.desiredStatus().equals(request.desiredStatusAsString()))
                .map(software.amazon.awssdk.services.ecs.model.Task::taskArn)
                .toList())
        .build();
  }

  @Override
  public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
    calls.add("ecs:DescribeTasks");
    return DescribeTasksResponse.builder()
        .tasks(
            request.tasks().stream()
                .filter(tasks::containsKey)
                .map(arn -> tasks.get(arn).describe())
                .toList())
        .build();
  }

  @Override
  public StopTaskResponse stopTask(StopTaskRequest request) {
    calls.add("ecs:StopTask");
    tasks.get(request.task()).stop(request.reason());
    return StopTaskResponse.builder().build();
  }

  private static RuntimeException fault(EcsException.Builder builder, String code, String message) {
    return builder
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .statusCode(400)
        .message(message)
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
