package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.AppConfig;
import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.config.ConfigLoader;
import dev.waypoint.activities.config.ProjectConfig;
import dev.waypoint.activities.config.RunnerConfig;
import dev.waypoint.activities.gateway.FinalVariable;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.JobSpec;
import dev.waypoint.activities.gateway.OperationKind;
import dev.waypoint.activities.gateway.OperationResult;
import dev.waypoint.activities.gateway.ProgressReport;
import dev.waypoint.activities.source.FetchedSource;
import dev.waypoint.activities.source.ScratchDirectory;
import dev.waypoint.activities.source.SourceException;
import dev.waypoint.activities.source.SourceFetcher;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One job on a runner: source, then waypoint.hcl and variables, then the operation. */
public final class JobExecution {
  /** In a source's own directory, without its parents; the first one counts. */
  private static final List<String> FILE_NAMES = List.of("waypoint.hcl", "waypoint.hcl.json");

  private final JobContext job;

  public JobExecution(JobContext job) {
    this.job = job;
  }

  /**
   * Blocks until the operation has ended.
   *
   * @throws OperationException when it failed
   * @throws InterruptedException when it was cancelled, after it has unwound
   */
  public OperationResult run() throws OperationException, InterruptedException {
    job.spec().source().ifPresent(source -> job.masker().add(source.secrets()));
    SourceFetcher sources =
        new SourceFetcher(
            job.gateway(), job.runner().localDirectory(), job.runner().temporaryDirectory());
    try (FetchedSource source =
            sources.fetch(job.attempt(), job.spec().source(), job.terminal(), job.cancellation());
        ScratchDirectory scratch = new ScratchDirectory(job.scratchDirectory())) {
      return run(source, scratch.path());
    } catch (SourceException e) {
      throw new OperationException(FailureCode.SOURCE_UNAVAILABLE, e.getMessage(), e);
    }
  }

  private OperationResult run(FetchedSource source, Path scratch)
      throws OperationException, InterruptedException {
    OperationKind operation = job.spec().operation();
    Optional<HclFile> file = file(source.directory());
    if (file.isEmpty() && operation == OperationKind.NOOP) {
      report(source, List.of());
      job.terminal().line(Style.PLAIN, "Nothing to do: this operation has no effect.");
      return OperationResult.EMPTY;
    }
    ProjectConfig config = load(source.directory(), scratch, file.orElseThrow(this::noFile));
    report(source, config.variables());
    return switch (operation) {
      case NOOP -> {
        job.terminal().line(Style.PLAIN, "Nothing to do: this operation has no effect.");
        yield OperationResult.EMPTY;
      }
      case INIT -> {
        job.gateway().registerApplications(job.attempt(), config.applications());
        job.terminal()
            .line(
                Style.SUCCESS,
                "Project %s has the applications %s."
                    .formatted(job.spec().project(), String.join(", ", config.applications())));
        yield OperationResult.EMPTY;
      }
      case CONFIG_SYNC -> {
        new ConfigSync(job, config).run(config.applications());
        yield OperationResult.EMPTY;
      }
      case BUILD, PUSH, DEPLOY, RELEASE, DESTROY, STATUS, UP -> runApp(source, config);
    };
  }

  private OperationResult runApp(FetchedSource source, ProjectConfig config)
      throws OperationException, InterruptedException {
    AppConfig app = application(config);
    RunnerConfig given = runnerConfig(config, app);
    try (ConfigFiles _ = ConfigFiles.write(given.files(), source.directory())) {
      JobContext configured = job.configured(given.environment());
      OperationKind operation = job.spec().operation();
      if (operation == OperationKind.DEPLOY || operation == OperationKind.UP) {
        new ConfigSync(configured, config).runSilently(app.name());
      }
      return new AppOperations(new AppJob(configured, source.directory(), app)).run();
    }
  }

  private RunnerConfig runnerConfig(ProjectConfig config, AppConfig app) throws OperationException {
    try {
      RunnerConfig given = config.runnerConfig(Optional.of(app.name()));
      job.masker().add(config.sensitiveValues());
      return given;
    } catch (ConfigInvalidException e) {
      throw OperationException.invalid(e);
    }
  }

  private Optional<HclFile> file(Path directory) throws OperationException {
    JobSpec spec = job.spec();
    if (spec.waypointHcl().isPresent()) {
      return spec.waypointHcl();
    }
    if (spec.source().isPresent()) {
      for (String name : FILE_NAMES) {
        Path path = directory.resolve(name);
        if (Files.isRegularFile(path)) {
          return Optional.of(read(path, name));
        }
      }
    }
    return job.assignment().serverHcl();
  }

  private static HclFile read(Path path, String name) throws OperationException {
    try {
      return new HclFile(name, Files.readString(path));
    } catch (IOException e) {
      throw new OperationException(
          FailureCode.CONFIG_INVALID,
          "%s cannot be read: %s".formatted(path, FileFault.reason(e, path)),
          e);
    }
  }

  private OperationException noFile() {
    return new OperationException(
        FailureCode.CONFIG_INVALID,
        "There is no waypoint.hcl for project %s: put one into the root of its source, or store it on the server with `waypoint project apply`."
            .formatted(job.spec().project()));
  }

  private ProjectConfig load(Path directory, Path scratch, HclFile file) throws OperationException {
    JobSpec spec = job.spec();
    try {
      ProjectConfig config =
          job.runner()
              .configs()
              .load(
                  new ConfigLoader.Request(
                      file,
                      directory,
                      spec.project(),
                      spec.workspace(),
                      spec.labels(),
                      spec.variables(),
                      job.assignment().serverVariables(),
                      job.programEnvironment(),
                      job.assignment().serverCookie(),
                      job.assignment().config(),
                      job.runner().id().value(),
                      scratch));
      job.masker().add(config.sensitiveValues());
      return config;
    } catch (ConfigInvalidException e) {
      throw OperationException.invalid(e);
    }
  }

  private void report(FetchedSource source, List<FinalVariable> variables)
      throws InterruptedException {
    if (!source.reference().isEmpty() || !variables.isEmpty()) {
      job.gateway()
          .reportProgress(job.attempt(), new ProgressReport(source.reference(), variables));
    }
  }

  private AppConfig application(ProjectConfig config) throws OperationException {
    String name = job.spec().application();
    if (name.isEmpty() && config.applications().size() == 1) {
      name = config.applications().getFirst();
    }
    if (name.isEmpty()) {
      throw new OperationException(
          FailureCode.CONFIG_INVALID,
          "Project %s has several applications (%s): name one with -app."
              .formatted(job.spec().project(), String.join(", ", config.applications())));
    }
    try {
      return config.application(name);
    } catch (ConfigInvalidException e) {
      throw OperationException.invalid(e);
    }
  }
}
