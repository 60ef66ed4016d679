package dev.waypoint.cli.command.rule;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.AdoptionRule;
import dev.waypoint.protocol.v1.SetAdoptionRuleRequest;
import dev.waypoint.protocol.v1.SetAdoptionRuleResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "set",
    description =
        "Adopt every runner that has these labels and comes from one of these networks, now and"
            + " from now on.")
final class RuleSetCommand extends ServerCommand {
  @Option(
      names = "-label",
      paramLabel = "K=V",
      description = "A label that the runner must have. May be repeated: all are needed.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "-source",
      paramLabel = "CIDR",
      description = "A network that it may come from, as 10.1.0.0/16. May be repeated.")
  private List<String> sources = new ArrayList<>();

  @Parameters(paramLabel = "NAME", description = "The rule; an existing one is replaced.")
  private String name;

  RuleSetCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    SetAdoptionRuleResponse response =
        server
            .adoptionRules()
            .setAdoptionRule(
                SetAdoptionRuleRequest.newBuilder()
                    .setRule(
                        AdoptionRule.newBuilder()
                            .setName(name)
                            .putAllLabels(labels)
                            .addAllSources(sources))
                    .build());
    renderer()
        .line(
            Style.SUCCESS,
            "the rule %s is %s".formatted(name, response.getCreated() ? "created" : "updated"));
    response
        .getAdoptedList()
        .forEach(id -> renderer().line(Style.INFO, "the runner %s is adopted by it".formatted(id)));
  }
}
