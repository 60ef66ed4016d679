package dev.waypoint.plugin.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** CloudWatch Logs in memory, with small pages. */
final class TestingLogs implements CloudWatchLogsClient {
  private static final int PAGE = 1000;

  private final Set<String> calls;
  private final Map<String, List<String>> streams = new TreeMap<>();
  private boolean slow;
  private int looks;

  /**
   * @param calls remembers the actions that were called, in the form of IAM policies
   */
  TestingLogs(Set<String> calls) {
    this.calls = calls;
  }

  synchronized void add(String group, String stream, String message) {
    streams.computeIfAbsent(group + "|" + stream, _ -> new ArrayList<>()).add(message);
  }

  /** Shows one event at a time from now on, and nothing in between. */
  synchronized void showSlowly() {
    slow = true;
  }

  /** Of all groups. */
  synchronized Set<String> streams() {
    return Set.copyOf(streams.keySet());
  }

  @Override
  public synchronized GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
    calls.add("logs:GetLogEvents");
    List<String> events = streams.get(request.logGroupName() + "|" + request.logStreamName());
    if (events == null) {
      throw ResourceNotFoundException.builder()
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("ResourceNotFoundException")
                  .errorMessage("The specified log stream does not exist.")
                  .build())
          .statusCode(400)
          .build();
    }
    int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken().substring(2));
    int to = Math.min(events.size(), from + page());
    return GetLogEventsResponse.builder()
        .events(
            events.subList(from, to).stream()
                .map(message -> OutputLogEvent.builder().message(message).build())
                .toList())
        .nextForwardToken("f/" + to)
        .build();
  }

  private int page() {
    if (!slow) {
      return PAGE;
    }
    return looks++ % 3 == 0 ? 1 : 0;
  }

  @Override
  public synchronized DescribeLogStreamsResponse describeLogStreams(
      DescribeLogStreamsRequest request) {
    calls.add("logs:DescribeLogStreams");
    String group = request.logGroupName() + "|";
    return DescribeLogStreamsResponse.builder()
        .logStreams(
            streams.keySet().stream()
                .filter(key -> key.startsWith(group + request.logStreamNamePrefix()))
                .map(key -> key.substring(group.length()))
                .map(name -> LogStream.builder().logStreamName(name).build())
                .toList())
        .build();
  }

  @Override
  public synchronized DeleteLogStreamResponse deleteLogStream(DeleteLogStreamRequest request) {
    calls.add("logs:DeleteLogStream");
    streams.remove(request.logGroupName() + "|" + request.logStreamName());
    return DeleteLogStreamResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
