package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.token.Labels;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/**
 * Adopts waiting runners by the rules that operators made. Without any rule, which is the default,
 * every runner that comes without a token waits for an operator.
 */
@Singleton
final class AutoAdoption {
  private final AdoptionRuleStore store;
  private final AuditLog audit;
  private final Clock clock;

  AutoAdoption(AdoptionRuleStore store, AuditLog audit, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /** The runner, adopted when it was waiting and a rule admits it; the audit log says which. */
  RunnerRow apply(RunnerRow runner) {
    if (runner.adoption() != Adoption.PENDING) {
      return runner;
    }
    Optional<AdoptionRule> rule =
        store.all().stream().filter(candidate -> candidate.admits(runner)).findFirst();
    rule.ifPresent(
        met ->
            audit.recordBy(
                actor(met),
                AuditAction.RUNNER_ADOPT,
                runner.id().value(),
                "%s, from %s".formatted(Labels.describe(runner.labels()), runner.address())));
    return rule.map(met -> runner.withAdoption(Adoption.ADOPTED, actor(met), clock.instant()))
        .orElse(runner);
  }

  private static String actor(AdoptionRule rule) {
    return "rule " + rule.name();
  }
}
