package dev.waypoint.plugin.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests where {@code WAYPOINT_TEST_REGISTRY} names no registry; with {@code
 * WAYPOINT_TEST_REQUIRED=1} that is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RequiresDocker
@ExtendWith(RequiresRegistry.Condition.class)
@interface RequiresRegistry {
  String HOST = Optional.ofNullable(System.getenv("WAYPOINT_TEST_REGISTRY")).orElse("");

  /** Looks at the variable. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (!HOST.isEmpty()) {
        return ConditionEvaluationResult.enabled("there is a registry");
      }
      if ("1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"))) {
        throw new IllegalStateException("WAYPOINT_TEST_REGISTRY is missing");
      }
      return ConditionEvaluationResult.disabled("WAYPOINT_TEST_REGISTRY names no registry");
    }
  }
}
