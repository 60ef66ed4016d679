package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.Hook;
import dev.waypoint.activities.config.Stage;
import dev.waypoint.activities.config.StageConfig;
import dev.waypoint.activities.config.StageInput;
import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.Registry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Building, and pushing what was built. */
final class BuildStage {
  private final AppJob job;
  private final Components components;

  BuildStage(AppJob job, Components components) {
    this.job = job;
    this.components = components;
  }

  ComponentRecord build() throws OperationException, InterruptedException {
    StageConfig stage = job.required(Stage.BUILD, StageInput.NONE);
    Builder builder = components.create(stage, "build", Plugin::builder);
    return new RecordedStep(
            job, RecordKind.BUILD, stage.plugin(), "", job.labels(stage.labels()), stage.hooks())
        .run("build", context -> Made.of(builder.build(context)));
  }

  /** Without a registry the artifact is what was built, so that there is always one to deploy. */
  ComponentRecord push(ComponentRecord build) throws OperationException, InterruptedException {
    Optional<StageConfig> stage = job.stage(Stage.REGISTRY, StageInput.ofArtifact(build.data()));
    Artifact built = new Artifact(build.data());
    if (stage.isEmpty()) {
      return step(build, build.component(), Map.of(), List.of()).record(Made.of(built));
    }
    Registry registry = components.create(stage.get(), "registry", Plugin::registry);
    return step(build, stage.get().plugin(), stage.get().labels(), stage.get().hooks())
        .run("push", context -> Made.of(registry.push(context, built)));
  }

  private RecordedStep step(
      ComponentRecord build, String component, Map<String, String> labels, List<Hook> hooks) {
    return new RecordedStep(
        job, RecordKind.ARTIFACT, component, build.id(), job.labels(labels), hooks);
  }
}
