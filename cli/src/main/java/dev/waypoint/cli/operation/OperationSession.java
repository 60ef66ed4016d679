package dev.waypoint.cli.operation;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.QueueJobResponse;
import dev.waypoint.protocol.v1.TargetRunner;
import dev.waypoint.protocol.v1.WaypointHcl;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Operations of one command: on one project, at one place. The runner of local operations lives as
 * long as the session.
 */
public final class OperationSession implements AutoCloseable {
  private static final long LOCAL_PICKUP_SECONDS = 30;

  private final ServerConnection server;
  private final OperationRequest request;
  private final ProjectScope scope;
  private final Project record;
  private final List<InputVariable> variables;
  private final ExecutionSite site;
  private final OutputRenderer renderer;
  private final Interrupts interrupts;
  private final FollowTimes times;
  private final LocalRunners localRunners;
  private Optional<LocalRunners.Running> runner = Optional.empty();
  private Optional<String> uploaded = Optional.empty();

  private OperationSession(
      ServerConnection server,
      OperationRequest request,
      ProjectScope scope,
      Project record,
      List<InputVariable> variables,
      OutputRenderer renderer,
      Interrupts interrupts,
      FollowTimes times,
      LocalRunners localRunners) {
    this.server = server;
    this.request = request;
    this.scope = scope;
    this.record = record;
    this.variables = variables;
    this.renderer = renderer;
    this.interrupts = interrupts;
    this.times = times;
    this.localRunners = localRunners;
    this.site = ExecutionSite.choose(request.local(), scope, record, server);
  }

  /**
   * Nothing is queued yet. At an embedded server the project is registered first.
   *
   * @throws CliException if the server does not know the project, or it cannot be executed where it
   *     is wanted
   */
  public static OperationSession open(
      ServerConnection server,
      OperationRequest request,
      ProjectScope scope,
      List<InputVariable> variables,
      OutputRenderer renderer,
      Interrupts interrupts,
      FollowTimes times,
      LocalRunners localRunners) {
    Registration registration = new Registration(server);
    Optional<Project> record =
        server.isEmbedded() && scope.config().isPresent()
            ? Optional.of(registration.register(scope.config().get(), false).getProject())
            : registration.find(scope.project());
    return new OperationSession(
        server,
        request,
        scope,
        record.orElseThrow(
            () ->
                CliException.of(
                    "the server at %s does not know the project '%s': register it with 'waypoint"
                        + " init' in its directory",
                    server.target().address(), scope.project())),
        variables,
        renderer,
        interrupts,
        times,
        localRunners);
  }

  /** The apps to work on, one after the other. */
  public List<String> applications() {
    return scope.applications(request.application(), record);
  }

  public ServerConnection server() {
    return server;
  }

  public String project() {
    return scope.project();
  }

  public String workspace() {
    return request.workspace();
  }

  /**
   * Queues a job, follows it, and answers it as it ended. Blocks.
   *
   * @throws DetachedException if the user left a remote job to itself
   */
  public FollowedJob run(Operation operation, String application, OperationOptions options)
      throws InterruptedException {
    QueueJobResponse queued =
        server
            .jobs()
            .queueJob(
                QueueJobRequest.newBuilder()
                    .setSpec(spec(operation, application, options))
                    .build());
    queued.getWarningsList().forEach(text -> renderer.line(Style.WARNING, text));
    return new JobFollower(server, renderer, interrupts, times)
        .follow(
            queued.getJobId(),
            site == ExecutionSite.LOCAL
                ? JobFollower.OnInterrupt.CANCEL
                : JobFollower.OnInterrupt.DETACH);
  }

  private JobSpec spec(Operation operation, String application, OperationOptions options)
      throws InterruptedException {
    JobSpec.Builder spec =
        JobSpec.newBuilder()
            .setApplication(
                ApplicationRef.newBuilder().setProject(scope.project()).setApplication(application))
            .setWorkspace(request.workspace())
            .setOperation(operation)
            .putAllLabels(request.labels())
            .addAllVariables(variables)
            .setOptions(options)
            .setRequestId(UUID.randomUUID().toString());
    request.terms().apply(spec);
    switch (site) {
      case LOCAL ->
          spec.setTargetRunner(TargetRunner.newBuilder().setId(localRunner().id()))
              .setNoProfile(true)
              .setDataSource(
                  DataSource.newBuilder().setLocal(DataSource.Local.getDefaultInstance()))
              .setPickupTimeout(Durations.fromSeconds(LOCAL_PICKUP_SECONDS));
      case REMOTE -> {
        scope.config().map(OperationSession::profileFile).ifPresent(spec::setProfileHcl);
        remoteSource().ifPresent(spec::setDataSource);
      }
    }
    return spec.build();
  }

  private static WaypointHcl profileFile(ProjectConfig config) {
    return WaypointHcl.newBuilder()
        .setFileName(config.file().name())
        .setContent(ByteString.copyFromUtf8(config.file().text()))
        .build();
  }

  private LocalRunners.Running localRunner() throws InterruptedException {
    if (runner.isEmpty()) {
      runner = Optional.of(localRunners.start(server, scope.config().orElseThrow().directory()));
    }
    return runner.get();
  }

  /** Empty: the project's own. */
  private Optional<DataSource> remoteSource() throws InterruptedException {
    DataSource known = record.getDataSource();
    if (!request.remoteSource().isEmpty()) {
      if (!known.hasGit() && !request.remoteSource().containsKey("url")) {
        throw CliException.of(
            "-remote-source: the project %s has no Git source; give its url too", scope.project());
      }
      return Optional.of(RemoteSource.change(known.getGit(), request.remoteSource()));
    }
    if (known.hasGit()) {
      return Optional.empty();
    }
    ProjectConfig config =
        scope
            .config()
            .orElseThrow(
                () ->
                    CliException.of(
                        "the project %s has no source that runners can fetch: set one with"
                            + " 'waypoint project apply -data-source=git -git-url=URL %s', or run"
                            + " this in its directory",
                        scope.project(), scope.project()));
    if (uploaded.isEmpty()) {
      renderer.line(Style.INFO, "sending " + config.directory() + " to the server");
      uploaded =
          Optional.of(new SourceUpload(server.channel()).send(scope.project(), config.directory()));
    }
    return Optional.of(
        DataSource.newBuilder()
            .setUpload(DataSource.Upload.newBuilder().setContentId(uploaded.get()))
            .build());
  }

  @Override
  public void close() {
    runner.ifPresent(LocalRunners.Running::close);
  }
}
