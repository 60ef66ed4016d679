package dev.waypoint.activities.operation;

import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.sdk.output.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Taking away what was deployed and released; always the release before its deployment. */
final class Removal {
  private static final int DEFAULT_RETAIN = 2;

  private final AppJob job;
  private final DeployStage deployments;
  private final ReleaseStage releases;

  Removal(AppJob job, DeployStage deployments, ReleaseStage releases) {
    this.job = job;
    this.deployments = deployments;
    this.releases = releases;
  }

  /** Everything of the application in the workspace. Answers how many things there were. */
  int destroyAll() throws OperationException, InterruptedException {
    List<ComponentRecord> deployed = job.all(RecordKind.DEPLOYMENT);
    int destroyed = 0;
    for (ComponentRecord release : job.all(RecordKind.RELEASE)) {
      destroyRelease(release, parent(release, deployed));
      destroyed++;
    }
    for (ComponentRecord deployment : deployed) {
      destroyDeployment(deployment);
      destroyed++;
    }
    return destroyed;
  }

  /** One deployment, with the releases of it. */
  int destroyOne(ComponentRecord deployment) throws OperationException, InterruptedException {
    int destroyed = 1;
    for (ComponentRecord release : job.all(RecordKind.RELEASE)) {
      if (release.parentId().equals(deployment.id())) {
        destroyRelease(release, Optional.of(deployment));
        destroyed++;
      }
    }
    destroyDeployment(deployment);
    return destroyed;
  }

  /**
   * Old deployments of the same plugin; never the one that was just released.
   *
   * @param retain how many to keep beside it; below zero: two in total
   */
  int prune(ComponentRecord released, int retain) throws OperationException, InterruptedException {
    List<ComponentRecord> others = new ArrayList<>(job.all(RecordKind.DEPLOYMENT));
    others.removeIf(
        other ->
            other.id().equals(released.id())
                || other.sequence() > released.sequence()
                || !other.component().equals(released.component()));
    int kept = retain < 0 ? DEFAULT_RETAIN - 1 : retain;
    int destroyed = 0;
    for (ComponentRecord old : others.subList(Math.min(kept, others.size()), others.size())) {
      destroyed += destroyOne(old);
    }
    return destroyed;
  }

  private static Optional<ComponentRecord> parent(
      ComponentRecord release, List<ComponentRecord> deployed) {
    return deployed.stream().filter(d -> d.id().equals(release.parentId())).findFirst();
  }

  private void destroyRelease(ComponentRecord release, Optional<ComponentRecord> deployment)
      throws OperationException, InterruptedException {
    try (Step step = job.context().terminal().step("Destroying release v" + release.sequence())) {
      releases.destroy(release, deployment);
      job.context().gateway().markDestroyed(job.context().attempt(), release.id());
      step.done("Destroyed release v" + release.sequence());
    }
  }

  private void destroyDeployment(ComponentRecord deployment)
      throws OperationException, InterruptedException {
    try (Step step =
        job.context().terminal().step("Destroying deployment v" + deployment.sequence())) {
      deployments.destroy(deployment);
      job.context().gateway().markDestroyed(job.context().attempt(), deployment.id());
      step.done("Destroyed deployment v" + deployment.sequence());
    }
  }
}
