package dev.waypoint.cli.command.rule;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.AdoptionRule;
import dev.waypoint.protocol.v1.ListAdoptionRulesRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the rules.")
final class RuleListCommand extends ServerCommand {
  @Mixin private JsonOption format;

  RuleListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<AdoptionRule> rules =
        server
            .adoptionRules()
            .listAdoptionRules(ListAdoptionRulesRequest.getDefaultInstance())
            .getRulesList();
    if (rules.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no rules: every runner without a token waits for an operator");
    }
    Table table =
        new Table(
            List.of("Name", "Labels", "From", "Made By", "Made"),
            rules.stream()
                .map(
                    rule ->
                        List.of(
                            rule.getName(),
                            Words.labels(rule.getLabelsMap()),
                            rule.getSourcesCount() == 0
                                ? "anywhere"
                                : String.join(" ", rule.getSourcesList()),
                            rule.getCreatedBy(),
                            Times.ago(rule.getCreated(), environment().clock())))
                .toList());
    renderer().list(table, rules);
  }
}
