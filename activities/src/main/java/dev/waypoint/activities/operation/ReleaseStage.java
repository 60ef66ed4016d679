package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.Hook;
import dev.waypoint.activities.config.Stage;
import dev.waypoint.activities.config.StageConfig;
import dev.waypoint.activities.config.StageInput;
import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Release;
import dev.waypoint.sdk.component.ReleaseManager;
import dev.waypoint.sdk.output.Style;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Releases: by the release stanza's plugin, else the platform's own way, else its address. */
final class ReleaseStage {
  private final AppJob job;
  private final Components components;
  private final DeployStage deployments;
  private final Reports reports;

  ReleaseStage(AppJob job, Components components, DeployStage deployments) {
    this.job = job;
    this.components = components;
    this.deployments = deployments;
    this.reports = new Reports(job);
  }

  /**
   * A deployment that the latest release is of is left as it is.
   *
   * @param repeat also release such a one
   */
  ComponentRecord release(ComponentRecord deployment, boolean repeat)
      throws OperationException, InterruptedException {
    Optional<ComponentRecord> latest = job.latest(RecordKind.RELEASE);
    if (!repeat && latest.isPresent() && latest.get().parentId().equals(deployment.id())) {
      job.context()
          .terminal()
          .line(
              Style.INFO,
              "Deployment v%d is released already: there is nothing to do. `waypoint release -repeat` releases it again."
                  .formatted(deployment.sequence()));
      return latest.get();
    }
    Deployment target = DeployStage.asDeployment(deployment);
    Optional<StageConfig> stage = stage(deployment);
    if (stage.isPresent()) {
      ReleaseManager manager = components.create(stage.get(), "release", Plugin::releaseManager);
      return step(deployment, stage.get().plugin(), stage.get().labels(), stage.get().hooks())
          .run("release", context -> Made.of(manager.release(context, target)));
    }
    Optional<ReleaseManager> manager = deployments.defaultReleaseManager(deployment);
    RecordedStep step = step(deployment, deployment.component(), Map.of(), List.of());
    return manager.isPresent()
        ? step.run("release", context -> Made.of(manager.get().release(context, target)))
        : step.record(Made.of(Release.atUrlOf(target)));
  }

  void destroy(ComponentRecord release, Optional<ComponentRecord> deployment)
      throws OperationException, InterruptedException {
    Optional<ReleaseManager> manager = managerOf(release, deployment);
    if (manager.isEmpty()) {
      return;
    }
    try {
      manager.get().destroy(deployments.contextOf(release), asRelease(release));
    } catch (PluginException e) {
      throw OperationException.failed(
          "Release v%d could not be destroyed: %s".formatted(release.sequence(), e.getMessage()));
    }
  }

  /** Empty where the release is nothing but the deployment's address. */
  Optional<ComponentRecord> report(ComponentRecord release, ComponentRecord deployment)
      throws OperationException, InterruptedException {
    Optional<ReleaseManager> manager = managerOf(release, Optional.of(deployment));
    if (manager.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        reports.report(
            "release v" + release.sequence(),
            release,
            () -> manager.get().status(deployments.contextOf(release), asRelease(release))));
  }

  /** What goes wrong with it is shown, and no reason to fail what went well. */
  Optional<ComponentRecord> reportAfter(ComponentRecord release, ComponentRecord deployment)
      throws InterruptedException {
    try {
      return report(release, deployment);
    } catch (OperationException e) {
      job.context().terminal().line(Style.WARNING, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<ReleaseManager> managerOf(
      ComponentRecord release, Optional<ComponentRecord> deployment)
      throws OperationException, InterruptedException {
    if (deployment.isPresent()) {
      Optional<StageConfig> stage =
          stage(deployment.get()).filter(s -> s.plugin().equals(release.component()));
      if (stage.isPresent()) {
        return Optional.of(components.create(stage.get(), "release", Plugin::releaseManager));
      }
      if (release.component().equals(deployment.get().component())) {
        return deployments.defaultReleaseManager(deployment.get());
      }
    }
    if (deployment.isEmpty() && !components.has(release.component(), Plugin::releaseManager)) {
      return Optional.empty();
    }
    return Optional.of(
        components.createBare(release.component(), "release", Plugin::releaseManager));
  }

  private Optional<StageConfig> stage(ComponentRecord deployment)
      throws OperationException, InterruptedException {
    Map<String, String> values = new HashMap<>(deployment.data());
    deployment.url().ifPresent(url -> values.putIfAbsent("url", url));
    return job.stage(
        Stage.RELEASE,
        new StageInput(
            job.latest(RecordKind.ARTIFACT).map(ComponentRecord::data), Optional.of(values)));
  }

  private RecordedStep step(
      ComponentRecord deployment, String component, Map<String, String> labels, List<Hook> hooks) {
    return new RecordedStep(
        job, RecordKind.RELEASE, component, deployment.id(), job.labels(labels), hooks);
  }

  private static Release asRelease(ComponentRecord record) {
    return new Release(record.data(), record.url());
  }
}
