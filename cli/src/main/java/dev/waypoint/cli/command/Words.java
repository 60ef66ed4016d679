package dev.waypoint.cli.command;

import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.TargetRunner;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How things of the protocol are written for people. */
public final class Words {
  private Words() {}

  /** {@code env=dev org=acme}, sorted. */
  public static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }

  /** {@code *}, an id, or labels. */
  public static String target(TargetRunner target) {
    return switch (target.getTargetCase()) {
      case ID -> target.getId();
      case LABELS -> labels(target.getLabels().getLabelsMap());
      case ANY, TARGET_NOT_SET -> "*";
    };
  }

  public static String kind(RunnerKind kind) {
    return switch (kind) {
      case STATIC -> "static";
      case ON_DEMAND -> "on-demand";
      case CLI_RUNNER -> "local";
      case RUNNER_KIND_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }

  public static String adoption(AdoptionState state) {
    return lower(state);
  }

  /** {@code DEPLOY} as {@code deploy}. */
  public static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** {@code DEPLOY} as {@code Deploy}. */
  public static String title(Enum<?> value) {
    String text = lower(value);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  public static String yesNo(boolean value) {
    return value ? "yes" : "no";
  }
}
