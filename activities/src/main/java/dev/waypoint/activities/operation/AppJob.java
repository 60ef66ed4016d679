package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.AppConfig;
import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.config.Stage;
import dev.waypoint.activities.config.StageConfig;
import dev.waypoint.activities.config.StageInput;
import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.activities.gateway.RecordQuery;
import dev.waypoint.workflows.failure.FailureCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A job that concerns one application, with that application's configuration. */
final class AppJob {
  private static final String RESERVED = "waypoint/";

  private final JobContext context;
  private final Path sourceDirectory;
  private final Path appDirectory;
  private final AppConfig app;
  private final Map<String, String> labels;
  private final Map<String, String> environment;

  AppJob(JobContext context, Path sourceDirectory, AppConfig app) throws OperationException {
    this.context = context;
    this.sourceDirectory = sourceDirectory;
    this.app = app;
    try {
      appDirectory = sourceDirectory.resolve(app.path()).normalize();
      labels = app.labels();
      environment = app.environment();
      context.masker().add(app.sensitiveValues());
    } catch (ConfigInvalidException e) {
      throw OperationException.invalid(e);
    }
    if (!appDirectory.startsWith(sourceDirectory)) {
      throw new OperationException(
          FailureCode.CONFIG_INVALID,
          "path of app \"%s\" leads out of the project's directory.".formatted(app.name()));
    }
  }

  JobContext context() {
    return context;
  }

  String app() {
    return app.name();
  }

  String workspace() {
    return context.spec().workspace();
  }

  Path sourceDirectory() {
    return sourceDirectory;
  }

  Path appDirectory() {
    return appDirectory;
  }

  /** The application's configuration. */
  Map<String, String> environment() {
    return environment;
  }

  Optional<StageConfig> stage(Stage stage, StageInput input) throws OperationException {
    try {
      return app.stage(stage, input);
    } catch (ConfigInvalidException e) {
      throw OperationException.invalid(e);
    }
  }

  StageConfig required(Stage stage, StageInput input) throws OperationException {
    return stage(stage, input)
        .orElseThrow(
            () ->
                new OperationException(
                    FailureCode.CONFIG_INVALID,
                    "app \"%s\" has no %s stanza.".formatted(app(), stage.stanza())));
  }

  /** Whether a build of this job is pushed; a registry that cannot be read yet counts as one. */
  boolean pushFollows() {
    try {
      return !context.spec().options().disablePush()
          && app.stage(Stage.REGISTRY, StageInput.NONE).isPresent();
    } catch (ConfigInvalidException e) {
      return true;
    }
  }

  /** Project, application, stage and command line, later ones winning; none of ours but one. */
  Map<String, String> labels(Map<String, String> stageLabels) {
    Map<String, String> merged = new TreeMap<>(labels);
    merged.putAll(stageLabels);
    merged.putAll(context.spec().labels());
    merged.keySet().removeIf(key -> key.startsWith(RESERVED));
    merged.put(RESERVED + "workspace", workspace());
    return merged;
  }

  Optional<ComponentRecord> latest(RecordKind kind) throws InterruptedException {
    return context.gateway().findRecords(context.attempt(), RecordQuery.latest(kind)).stream()
        .findFirst();
  }

  Optional<ComponentRecord> one(RecordKind kind, String idOrSequence) throws InterruptedException {
    return context
        .gateway()
        .findRecords(context.attempt(), RecordQuery.one(kind, idOrSequence))
        .stream()
        .findFirst();
  }

  List<ComponentRecord> all(RecordKind kind) throws InterruptedException {
    return context.gateway().findRecords(context.attempt(), RecordQuery.all(kind));
  }
}
