package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.app.ProjectCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.ProjectConfig;
import dev.waypoint.protocol.v1.ApplicationRef;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command about configuration of every project, of one project, or of one of its apps. */
abstract class ScopedCommand extends ProjectCommand {
  @Option(
      names = "-scope",
      paramLabel = "SCOPE",
      description = "For whom: ${COMPLETION-CANDIDATES}; default: project, with -app: app.")
  private ConfigScope scope;

  ScopedCommand(Program program) {
    super(program);
  }

  abstract void run(ServerConnection server);

  @Override
  protected final void run() {
    prepare();
    try (ServerConnection server = connect()) {
      run(server);
    }
  }

  /** Checks the command line before anything is touched. */
  void prepare() {}

  /** Whom the scope means: neither, the project, or both. */
  final ApplicationRef owner(ConfigScope otherwise) {
    ConfigScope chosen = Optional.ofNullable(scope).orElse(otherwise);
    return switch (chosen) {
      case GLOBAL -> ApplicationRef.getDefaultInstance();
      case PROJECT -> ApplicationRef.newBuilder().setProject(project()).build();
      case APP -> ApplicationRef.newBuilder().setProject(project()).setApplication(app()).build();
    };
  }

  /** The app's scope if the command line names one, else the project's. */
  final ConfigScope usualScope() {
    return global().app().isPresent() ? ConfigScope.APP : ConfigScope.PROJECT;
  }

  private String project() {
    return global()
        .project()
        .or(() -> config().map(ProjectConfig::project))
        .orElseThrow(
            () ->
                new CliException(
                    "there is no waypoint.hcl here: name the project with -project, or choose"
                        + " -scope=global"));
  }

  private String app() {
    return global()
        .app()
        .orElseThrow(() -> new CliException("-scope=app needs the app: -app=NAME"));
  }
}
