package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.Stage;
import dev.waypoint.activities.config.StageConfig;
import dev.waypoint.activities.config.StageInput;
import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.component.ReleaseManager;
import dev.waypoint.sdk.output.Style;
import java.util.Map;
import java.util.Optional;

/** Deployments: making them, looking at them, taking them away. */
final class DeployStage {
  private final AppJob job;
  private final Components components;
  private final Reports reports;

  DeployStage(AppJob job, Components components) {
    this.job = job;
    this.components = components;
    this.reports = new Reports(job);
  }

  ComponentRecord deploy(ComponentRecord artifact) throws OperationException, InterruptedException {
    StageConfig stage = job.required(Stage.DEPLOY, StageInput.ofArtifact(artifact.data()));
    Platform platform = components.create(stage, "deploy", Plugin::platform);
    return new RecordedStep(
            job,
            RecordKind.DEPLOYMENT,
            stage.plugin(),
            artifact.id(),
            job.labels(stage.labels()),
            stage.hooks(),
            platform.idempotent())
        .run("deploy", context -> Made.of(platform.deploy(context, new Artifact(artifact.data()))));
  }

  /**
   * @param idOrSequence empty: the latest one
   */
  ComponentRecord target(String idOrSequence) throws OperationException, InterruptedException {
    if (idOrSequence.isEmpty()) {
      return job.latest(RecordKind.DEPLOYMENT)
          .orElseThrow(
              () ->
                  OperationException.failed(
                      "There is no deployment of %s in workspace %s: run `waypoint deploy` first."
                          .formatted(job.app(), job.workspace())));
    }
    return job.one(RecordKind.DEPLOYMENT, idOrSequence)
        .orElseThrow(
            () ->
                OperationException.failed(
                    "There is no deployment %s of %s in workspace %s; `waypoint deployment list` shows those there are."
                        .formatted(idOrSequence, job.app(), job.workspace())));
  }

  void destroy(ComponentRecord deployment) throws OperationException, InterruptedException {
    Platform platform = platformOf(deployment);
    try {
      platform.destroy(contextOf(deployment), asDeployment(deployment));
    } catch (PluginException e) {
      throw OperationException.failed(
          "Deployment v%d could not be destroyed: %s"
              .formatted(deployment.sequence(), e.getMessage()));
    }
  }

  ComponentRecord report(ComponentRecord deployment)
      throws OperationException, InterruptedException {
    Platform platform = platformOf(deployment);
    return reports.report(
        "deployment v" + deployment.sequence(),
        deployment,
        () -> platform.status(contextOf(deployment), asDeployment(deployment)));
  }

  /** What goes wrong with it is shown, and no reason to fail what went well. */
  Optional<ComponentRecord> reportAfter(ComponentRecord deployment) throws InterruptedException {
    try {
      return Optional.of(report(deployment));
    } catch (OperationException e) {
      job.context().terminal().line(Style.WARNING, e.getMessage());
      return Optional.empty();
    }
  }

  /** What releases where there is no release stanza. */
  Optional<ReleaseManager> defaultReleaseManager(ComponentRecord deployment)
      throws OperationException, InterruptedException {
    return platformOf(deployment).defaultReleaseManager();
  }

  OperationContext contextOf(ComponentRecord record) {
    return new JobOperationContext(job, record, record.labels());
  }

  static Deployment asDeployment(ComponentRecord record) {
    return new Deployment(
        JobOperationContext.operationId(record), record.sequence(), record.data(), record.url());
  }

  /** With the configuration of today; of the latest artifact where it refers to one. */
  private Platform platformOf(ComponentRecord deployment)
      throws OperationException, InterruptedException {
    Map<String, String> artifact =
        job.latest(RecordKind.ARTIFACT).map(ComponentRecord::data).orElse(Map.of());
    Optional<StageConfig> stage =
        job.stage(Stage.DEPLOY, StageInput.ofArtifact(artifact))
            .filter(config -> config.plugin().equals(deployment.component()));
    return stage.isPresent()
        ? components.create(stage.get(), "deploy", Plugin::platform)
        : components.createBare(deployment.component(), "deploy", Plugin::platform);
  }
}
