package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** Passes on one log stream, from its first event. */
final class LogReader {
  private final Aws aws;
  private final String group;
  private final String stream;
  private final Terminal terminal;
  private String token;

  LogReader(Aws aws, String group, String stream, Terminal terminal) {
    this.aws = aws;
    this.group = group;
    this.stream = stream;
    this.terminal = terminal;
  }

  /**
   * Passes on what there is by now.
   *
   * @return whether there was anything
   */
  boolean read() throws AwsFault, InterruptedException {
    boolean any = false;
    while (true) {
      GetLogEventsResponse page;
      try {
        page =
            aws.call(
                "read the log stream %s of %s".formatted(stream, group),
                clients ->
                    clients
                        .logs()
                        .getLogEvents(
                            ask ->
                                ask.logGroupName(group)
                                    .logStreamName(stream)
                                    .startFromHead(true)
                                    .nextToken(token)));
      } catch (AwsFault e) {
        if (e.is("ResourceNotFoundException")) {
          return any;
        }
        throw e;
      }
      any |= page.hasEvents() && !page.events().isEmpty();
      show(page);
      if (page.nextForwardToken() == null || page.nextForwardToken().equals(token)) {
        return any;
      }
      token = page.nextForwardToken();
    }
  }

  private void show(GetLogEventsResponse page) throws AwsFault {
    OutputStream out = terminal.stdout();
    try {
      for (OutputLogEvent event : page.events()) {
        out.write((event.message() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
    } catch (IOException e) {
      throw AwsFault.passing("nobody takes the output", e);
    }
  }

  /** Fine if there is one. */
  static void makeGroup(Aws aws, String group) throws AwsFault, InterruptedException {
    try {
      aws.call(
          "make the log group " + group,
          clients -> clients.logs().createLogGroup(ask -> ask.logGroupName(group)));
    } catch (AwsFault e) {
      if (!e.is("ResourceAlreadyExistsException")) {
        throw e;
      }
    }
  }

  /** Removes all streams of a task; fine if there are none. */
  static void remove(Aws aws, String group, TaskName task) throws AwsFault, InterruptedException {
    try {
      for (LogStream stream :
          aws.call(
              "list the log streams of %s in %s".formatted(task, group),
              clients ->
                  clients
                      .logs()
                      .describeLogStreamsPaginator(
                          ask -> ask.logGroupName(group).logStreamNamePrefix(Names.streams(task)))
                      .logStreams()
                      .stream()
                      .toList())) {
        aws.call(
            "delete the log stream %s of %s".formatted(stream.logStreamName(), group),
            clients ->
                clients
                    .logs()
                    .deleteLogStream(
                        ask -> ask.logGroupName(group).logStreamName(stream.logStreamName())));
      }
    } catch (AwsFault e) {
      if (!e.is("ResourceNotFoundException")) {
        throw e;
      }
    }
  }
}
