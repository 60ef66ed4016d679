package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Trigger;
import dev.waypoint.protocol.v1.TriggerEndpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Triggers for people. */
final class TriggerView {
  private TriggerView() {}

  static List<Field> fields(Trigger trigger, Optional<String> url, Clock clock) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Name", trigger.getName()));
    fields.add(new Field("ID", trigger.getId()));
    fields.add(new Field("Description", trigger.getDescription()));
    fields.add(new Field("Operation", operation(trigger)));
    fields.add(new Field("Project", trigger.getApplication().getProject()));
    fields.add(new Field("Application", application(trigger)));
    fields.add(new Field("Workspace", trigger.getWorkspace()));
    fields.add(new Field("Labels", Words.labels(trigger.getLabelsMap())));
    fields.add(new Field("Tags", String.join(" ", trigger.getTagsList())));
    fields.add(
        new Field(
            "Variables",
            trigger.getVariablesList().stream()
                .map(InputVariable::getName)
                .collect(Collectors.joining(" "))));
    fields.add(new Field("Needs A Token", Words.yesNo(!trigger.getOpen())));
    fields.add(new Field("URL", url.orElse("none: the server listens for no HTTP")));
    fields.add(
        new Field(
            "Made",
            "%s, by %s".formatted(Times.ago(trigger.getCreated(), clock), trigger.getCreatedBy())));
    fields.add(
        new Field(
            "Last Run", trigger.hasLastRun() ? Times.ago(trigger.getLastRun(), clock) : "never"));
    return fields.stream().filter(field -> !field.value().isEmpty()).toList();
  }

  static String operation(Trigger trigger) {
    String deployment = trigger.getOptions().getDeployment();
    return Words.lower(trigger.getOperation())
        + (deployment.isEmpty() ? "" : " of deployment " + deployment);
  }

  static String application(Trigger trigger) {
    String app = trigger.getApplication().getApplication();
    return app.isEmpty() ? "all" : app;
  }

  /** On the host by which this program reaches the server; empty: it listens for no HTTP. */
  static Optional<String> url(ServerConnection server, TriggerEndpoint endpoint) {
    return endpoint.getPort() == 0
        ? Optional.empty()
        : Optional.of(
            "%s://%s:%d%s"
                .formatted(
                    endpoint.getTls() ? "https" : "http",
                    host(server.target().address()),
                    endpoint.getPort(),
                    endpoint.getPath()));
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 || address.endsWith("]") ? address : address.substring(0, colon);
  }
}
