package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code hook} stanzas. */
final class Hooks {
  private Hooks() {}

  static List<Hook> read(List<Block> blocks, EvalContext context, Diagnostics diagnostics) {
    List<Hook> hooks = new ArrayList<>();
    for (Block block : blocks) {
      BodyContent content = block.body().content(Schemas.HOOK, diagnostics);
      Reading reading = new Reading(content, context, diagnostics);
      String when = reading.string("when", "");
      List<String> command = reading.strings("command");
      String onFailure = reading.string("on_failure", "fail");
      boolean known =
          List.of("before", "after").contains(when)
              && List.of("fail", "continue").contains(onFailure);
      if (!known || command.isEmpty()) {
        diagnostics.error(
            "Invalid hook",
            "A hook needs when = \"before\" or \"after\", a command that is not empty, and"
                + " on_failure = \"fail\" or \"continue\" if that is given.",
            block.headerRange());
        continue;
      }
      hooks.add(
          new Hook(
              when.equals("before") ? Hook.When.BEFORE : Hook.When.AFTER,
              command,
              onFailure.equals("fail") ? Hook.OnFailure.FAIL : Hook.OnFailure.CONTINUE));
    }
    return hooks;
  }
}
