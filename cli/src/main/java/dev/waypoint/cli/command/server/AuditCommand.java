package dev.waypoint.cli.command.server;

import com.google.protobuf.Timestamp;
import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.protocol.v1.AuditEntry;
import dev.waypoint.protocol.v1.ListAuditRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = "Show who decided what about runners, tokens, jobs and the server; newest first.")
final class AuditCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Option(
      names = "-action",
      paramLabel = "ACTION",
      description = "Only this, as runner.adopt, or all that begin so, as runner.")
  private String action = "";

  @Option(names = "-actor", paramLabel = "NAME", description = "Only what this user did.")
  private String actor = "";

  @Option(
      names = "-subject",
      paramLabel = "ID",
      description = "Only what was done to this runner, token or job.")
  private String subject = "";

  @Option(
      names = "-since",
      paramLabel = "DURATION",
      description = "Only what was done within this time.")
  private Duration since;

  @Option(names = "-limit", paramLabel = "N", description = "At most so many; default: 100.")
  private int limit = 100;

  AuditCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    ListAuditRequest.Builder request =
        ListAuditRequest.newBuilder()
            .setAction(action)
            .setActor(actor)
            .setSubject(subject)
            .setLimit(limit);
    if (since != null) {
      Instant from = environment().clock().instant().minus(since);
      request.setSince(Timestamp.newBuilder().setSeconds(from.getEpochSecond()));
    }
    List<AuditEntry> entries = server.access().listAudit(request.build()).getEntriesList();
    if (entries.isEmpty() && !json()) {
      renderer().line(Style.INFO, "nothing found");
    }
    Table table =
        new Table(
            List.of("Time", "Who", "Action", "What", "Detail"),
            entries.stream()
                .map(
                    entry ->
                        List.of(
                            Instant.ofEpochSecond(entry.getTime().getSeconds()).toString(),
                            entry.getActor(),
                            entry.getAction(),
                            entry.getSubject(),
                            entry.getDetail()))
                .toList());
    renderer().list(table, entries);
  }
}
