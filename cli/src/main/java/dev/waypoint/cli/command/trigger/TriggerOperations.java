package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.Operation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operations of triggers, as they are written: some have a second, older name. */
final class TriggerOperations {
  private static final Map<String, Operation> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("build", Operation.BUILD);
    WORDS.put("push", Operation.PUSH);
    WORDS.put("deploy", Operation.DEPLOY);
    WORDS.put("release", Operation.RELEASE);
    WORDS.put("up", Operation.UP);
    WORDS.put("destroy", Operation.DESTROY);
    WORDS.put("destroy-workspace", Operation.DESTROY);
    WORDS.put("destroy-deployment", Operation.DESTROY);
    WORDS.put("status", Operation.STATUS);
    WORDS.put("status-report", Operation.STATUS);
    WORDS.put("init", Operation.INIT);
  }

  private TriggerOperations() {}

  static Operation parse(String word) {
    return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)))
        .orElseThrow(
            () ->
                CliException.of(
                    "-op=%s: there is no such operation; there are %s",
                    word, String.join(", ", WORDS.keySet())));
  }

  /** Whether it destroys one deployment. */
  static boolean isOfOneDeployment(String word) {
    return word.equalsIgnoreCase("destroy-deployment");
  }
}
