package dev.waypoint.cli.command.install;

import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.worker.plugin.PlatformServers;
import java.util.ArrayList;
import java.util.List;

/** What a person needs to know of a server that was installed. */
final class ServerView {
  private ServerView() {}

  static void show(
      OutputRenderer renderer,
      ServerConnection connection,
      PlatformServers.Installed installed,
      ContextName context,
      String advertised) {
    boolean tls = connection.server().tls();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Server", installed.resource()));
    fields.add(new Field("Version", connection.info().getVersion()));
    fields.add(new Field("Context", context.value()));
    fields.add(new Field("Address", connection.server().address()));
    fields.add(new Field("Advertised address", advertised));
    installed
        .httpAddress()
        .ifPresent(
            address ->
                fields.add(
                    new Field(
                        "Health and metrics",
                        (tls ? "https://" : "http://") + address + "/health")));
    String ui = connection.info().getTemporalUi();
    fields.add(
        new Field(
            "Temporal UI",
            ui.isEmpty()
                ? "none (engine %s); the web interface of a Temporal given by '-- -temporal-addr=HOST:PORT' traces workflows"
                    .formatted(connection.info().getEngine())
                : ui));
    fields.add(new Field("Its output", installed.lookAt()));
    renderer.line(Style.HEADER, "Installed");
    renderer.fields(fields);
    renderer.line(Style.SUCCESS, "the server is installed; 'waypoint init' begins with a project");
  }
}
