package dev.waypoint.cli.command.rule;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.DeleteAdoptionRuleRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a rule; whom it adopted stays adopted.")
final class RuleDeleteCommand extends ServerCommand {
  @Parameters(paramLabel = "NAME", description = "The rule.")
  private String name;

  RuleDeleteCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    server
        .adoptionRules()
        .deleteAdoptionRule(DeleteAdoptionRuleRequest.newBuilder().setName(name).build());
    renderer().line(Style.SUCCESS, "the rule %s is deleted".formatted(name));
  }
}
