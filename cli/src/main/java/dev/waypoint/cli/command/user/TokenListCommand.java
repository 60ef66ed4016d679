package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.ListTokensRequest;
import dev.waypoint.protocol.v1.TokenInfo;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List tokens, without their text.")
final class TokenListCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Option(
      names = "-kind",
      paramLabel = "KIND",
      description = "Only these: user, invite, runner or job; default: all but job.")
  private String kind = "";

  @Option(
      names = {"-username", "-id"},
      paramLabel = "NAME",
      description = "Only those of this user or runner.")
  private String subject = "";

  @Option(names = "-all", description = "Expired, revoked and used ones as well.")
  private boolean all;

  TokenListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<TokenInfo> tokens =
        server
            .access()
            .listTokens(
                ListTokensRequest.newBuilder()
                    .setKind(kind)
                    .setSubject(subject)
                    .setWithEnded(all)
                    .build())
            .getTokensList();
    if (tokens.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no tokens found");
    }
    renderer().list(table(tokens, environment().clock()), tokens);
  }

  private static Table table(List<TokenInfo> tokens, Clock clock) {
    return new Table(
        List.of("ID", "Kind", "For", "Good For", "State", "Expires", "Made By"),
        tokens.stream()
            .map(
                token ->
                    List.of(
                        token.getId(),
                        token.getKind(),
                        token.getSubject().isEmpty() ? "*" : token.getSubject(),
                        goodFor(token),
                        token.getState(),
                        token.hasExpires() ? Times.ago(token.getExpires(), clock) : "never",
                        token.getIssuedBy()))
            .toList());
  }

  private static String goodFor(TokenInfo token) {
    if (!token.getTriggerId().isEmpty()) {
      return "trigger " + token.getTriggerId();
    }
    String role = RoleWords.role(token.getRole());
    if (!role.isEmpty()) {
      return role + ", projects: " + RoleWords.projects(token.getProjectsList());
    }
    if (!token.getJobId().isEmpty()) {
      return "job " + token.getJobId();
    }
    return token.getLabelsRestricted() ? "labels: " + Words.labels(token.getLabelsMap()) : "";
  }
}
