package dev.waypoint.plugin.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests where {@code WAYPOINT_TEST_KANIKO} names no kaniko that could run, which takes root;
 * with {@code WAYPOINT_TEST_REQUIRED=1} that is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RequiresRegistry
@ExtendWith(RequiresKaniko.Condition.class)
@interface RequiresKaniko {
  /** What a builder would see in a container with kaniko. */
  Map<String, String> ENVIRONMENT =
      Map.of(
          "WAYPOINT_KANIKO",
          Optional.ofNullable(System.getenv("WAYPOINT_TEST_KANIKO")).orElse(""),
          "container",
          "tests");

  /** Looks for the program. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      boolean root = "root".equals(System.getProperty("user.name"));
      if (root && Kaniko.find(ENVIRONMENT).isPresent()) {
        return ConditionEvaluationResult.enabled("kaniko is there");
      }
      String missing =
          root ? "WAYPOINT_TEST_KANIKO: dev/platforms/kaniko up" : "kaniko has to run as root";
      if ("1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"))) {
        throw new IllegalStateException(missing);
      }
      return ConditionEvaluationResult.disabled(missing);
    }
  }
}
