package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.RecordConfig;
import dev.waypoint.sdk.task.TaskLauncher;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteParametersRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParametersResponse;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS in memory, and launchers that use it. */
final class TestingAws {
  private final Set<String> calls = new ConcurrentSkipListSet<>();
  private final TestingLogs logs = new TestingLogs(calls);
  private final Map<String, String> parameters = new ConcurrentSkipListMap<>();
  private final TestingEcs ecs = new TestingEcs(logs, calls);

  TestingEcs ecs() {
    return ecs;
  }

  TestingLogs logs() {
    return logs;
  }

  /** The actions that were called, such as {@code ecs:RunTask}. */
  Set<String> calls() {
    return calls;
  }

  Aws.Clients clients() {
    return new Aws.Clients(ecs, logs, new Sts(), new Ssm(), Region.EU_WEST_1);
  }

  TaskLauncher launcher(Map<String, Object> more) {
    return launcher(more, Duration.ofMillis(100));
  }

  /**
   * @param logs how long what a task wrote last may take to be shown
   */
  TaskLauncher launcher(Map<String, Object> more, Duration logs) {
    LauncherConfig config = config(more);
    Pace pace = new Pace(config.pollInterval(), Duration.ofSeconds(2), logs);
    return new EcsTaskLauncher(config, () -> new Aws(clients(), () -> {}), pace);
  }

  /** The least that Fargate needs, and what is given. */
  static LauncherConfig config(Map<String, Object> more) {
    try {
      return RecordConfig.of(LauncherConfig.class).bind(values(more));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Map<String, Object> values(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>();
    values.put("subnets", "subnet-1,subnet-2");
    values.put("security_group_id", "sg-1");
    values.put("execution_role_name", "ecs-pull");
    values.put("poll_interval", "20ms");
    values.putAll(more);
    return values;
  }

  /** The parameters that are there. */
  Map<String, String> parameters() {
    return parameters;
  }

  private final class Ssm implements SsmClient {
    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
      calls.add("ssm:PutParameter");
      parameters.put(request.name(), request.value());
      return PutParameterResponse.builder().build();
    }

    @Override
    public DeleteParametersResponse deleteParameters(DeleteParametersRequest request) {
      calls.add("ssm:DeleteParameters");
      parameters.keySet().removeAll(request.names());
      return DeleteParametersResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private final class Sts implements StsClient {
    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
      calls.add("sts:GetCallerIdentity");
      return GetCallerIdentityResponse.builder()
          .account("123456789012")
          .arn("arn:aws:sts::123456789012:assumed-role/runner/i-1")
          .build();
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity() {
      return getCallerIdentity(GetCallerIdentityRequest.builder().build());
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
