package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.profile.ProfileSelector;
import dev.waypoint.gateway.runner.KnownTargets;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Decides who executes a job, and refuses one that nobody ever could. */
@Singleton
final class Placer {
  private final ProfileSelector profiles;
  private final RunnerRegistry registry;
  private final KnownTargets targets;
  private final WaitExplainer explainer;

  Placer(
      ProfileSelector profiles,
      RunnerRegistry registry,
      KnownTargets targets,
      WaitExplainer explainer) {
    this.profiles = profiles;
    this.registry = registry;
    this.targets = targets;
    this.explainer = explainer;
  }

  /**
   * @throws ApiException FAILED_PRECONDITION when no registered runner can ever take it
   */
  Placement place(SpecRules.Checked job) {
    Placement placement = resolve(job);
    checkSomebodyMatches(placement);
    targets.add(placement.target());
    return placement;
  }

  /**
   * Where it goes, whether or not anybody is there. A runner that has just connected to another
   * gateway counts.
   */
  Placement resolve(SpecRules.Checked job) {
    JobSpec spec = job.spec();
    Optional<TargetRunner> wanted =
        spec.hasTargetRunner()
            ? Optional.of(TargetText.fromProto(spec.getTargetRunner()))
            : Optional.empty();
    Optional<Profile> profile =
        spec.getNoProfile()
            ? Optional.empty()
            : profiles.select(spec, Optional.of(job.project()), wanted);
    TargetRunner target =
        wanted
            .or(() -> profile.map(p -> TargetText.fromProto(p.getTargetRunner())))
            .orElseGet(TargetRunner.Any::new);
    if (!explainer.somebodyMatches(target, profile.isPresent())) {
      registry.refresh();
    }
    RunnerMode mode = profile.isPresent() ? RunnerMode.ON_DEMAND : mode(target);
    String warning = explainer.warning(target, mode);
    return new Placement(
        mode,
        target,
        profile.map(Profile::getName).orElse(""),
        profile.map(Profile::getPluginType).orElse(""),
        warning.isEmpty() ? List.of() : List.of(warning));
  }

  /** Why no runner could take it now; empty when one could. */
  Optional<String> obstacle(Placement placement) {
    return placement.warnings().stream().findFirst();
  }

  private RunnerMode mode(TargetRunner target) {
    boolean cli =
        target instanceof TargetRunner.ById byId
            && registry
                .find(byId.id())
                .filter(row -> row.kind() == RunnerKind.CLI_RUNNER)
                .isPresent();
    return cli ? RunnerMode.CLI : RunnerMode.STATIC;
  }

  private void checkSomebodyMatches(Placement placement) {
    boolean launch = placement.mode() == RunnerMode.ON_DEMAND;
    if (!explainer.somebodyMatches(placement.target(), launch)) {
      throw ApiException.refused(
          "no registered runner can take this job: it is for %s%s, but %s",
          placement.target().describe(),
          placement.profile().isEmpty()
              ? ""
              : " (of runner profile '%s')".formatted(placement.profile()),
          explainer.nearMisses(placement.target(), launch));
    }
  }
}
