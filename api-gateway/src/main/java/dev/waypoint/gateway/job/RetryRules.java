package dev.waypoint.gateway.job;

import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.workflows.job.RetryRule;

/** Which operations may be done again after a runner was lost in the middle of them. */
final class RetryRules {
  private RetryRules() {}

  static RetryRule of(Operation operation) {
    return switch (operation) {
      case NOOP, BUILD, PUSH, STATUS, INIT, CONFIG_SYNC -> RetryRule.REPEATABLE;
      case DEPLOY, RELEASE, DESTROY, UP, OPERATION_UNSPECIFIED, UNRECOGNIZED ->
          RetryRule.AT_MOST_ONCE;
    };
  }
}
