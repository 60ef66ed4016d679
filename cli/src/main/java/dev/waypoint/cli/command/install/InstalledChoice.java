package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.snapshot.SnapshotDownload;
import dev.waypoint.cli.connect.GrpcErrors;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformRunners;
import dev.waypoint.worker.plugin.PlatformServers;
import dev.waypoint.workflows.failure.FileFault;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which installed server is meant, and what is asked before anything is done to it. */
final class InstalledChoice {
  @Option(
      names = "-auto-approve",
      arity = "0..1",
      fallbackValue = "true",
      description = "Do it. Required, as nobody is asked.")
  private boolean approved;

  @Option(
      names = "-context-name",
      paramLabel = "NAME",
      description = "The context of the server; default: the one in use.")
  private String context;

  @Option(
      names = "-platform",
      paramLabel = "NAME",
      description = "Where it is installed; default: what its context says.")
  private String platform;

  @Option(
      names = "-snapshot",
      arity = "0..1",
      fallbackValue = "true",
      description = "Save the server's data first; default: true.")
  private boolean snapshot = true;

  @Option(
      names = "-snapshot-name",
      paramLabel = "FILE",
      description = "Where to save it; default: waypoint-server-snapshot-TIME.gz.")
  private String snapshotName;

  @Mixin private ServerFlags flags = new ServerFlags();

  /**
   * Where it is.
   *
   * @param settings what the installer of servers is told
   * @param runnerSettings what the installer of runners is told
   */
  record Place(
      String platform,
      PlatformServers servers,
      Map<String, Object> settings,
      PlatformRunners runners,
      Map<String, Object> runnerSettings) {}

  /**
   * @param say takes what is wrong with plugins
   * @throws CliException if nobody says which platform it is, or no plugin knows that
   */
  Place place(Program program, Consumer<String> say) {
    String named = platform(program);
    return new Place(
        named,
        Platforms.requireServers(program, named, say),
        flags.settings(named),
        Platforms.require(program, named, say),
        flags.runnerSettings(named));
  }

  private static ServerConnection connect(Program program, ContextName name) {
    return ServerConnection.open(
        program.connector(),
        new ServerChoice(program.contexts().load(name), "the context " + name));
  }

  /**
   * Whether the context says that address, or that platform: a snapshot of another server would be
   * no help.
   *
   * @throws CliException if it is that of another server
   */
  static void requireSame(
      ContextName name, ServerContext context, Place place, PlatformServers.Installed installed) {
    boolean same =
        context.platform().filter(place.platform()::equals).isPresent()
            || installed.address().map(context.address()::equals).orElse(true);
    if (!same) {
      throw CliException.of(
          "the context %s is for the server at %s, and that on '%s' is at %s: name the context of"
              + " that one with -context-name; nothing is done yet",
          name, context.address(), place.platform(), installed.address().orElse(""));
    }
  }

  /** For a step that the platform could not do: what is done already is left as it is then. */
  static CliException unfinished(InstallFailedException e) {
    return new CliException(
        "%s; once that is mended, repeat the command".formatted(e.getMessage()), e);
  }

  boolean withSnapshot() {
    return snapshot;
  }

  /** Empty: there is none. */
  Optional<ContextName> contextName(Program program) {
    return context != null
        ? Optional.of(new ContextName(context))
        : program.servers().contextName();
  }

  private String platform(Program program) {
    return Optional.ofNullable(platform)
        .or(
            () ->
                contextName(program)
                    .map(name -> program.contexts().load(name))
                    .flatMap(ServerContext::platform))
        .orElseThrow(
            () ->
                new CliException(
                    "missing option: -platform; no context in use says where its server is"
                        + " installed"));
  }

  /**
   * @param what would be done
   */
  void requireApproval(String what) {
    if (!approved) {
      throw CliException.of("%s: say so with -auto-approve; nothing is done yet", what);
    }
  }

  /**
   * Saves the data of the server of that context, if that is not switched off.
   *
   * @param also what else is asked of the server
   * @throws CliException if the server does not answer, or its data cannot be kept
   */
  void save(
      Program program, ContextName name, OutputRenderer renderer, Consumer<ServerConnection> also) {
    if (!snapshot) {
      return;
    }
    String file =
        snapshotName != null
            ? snapshotName
            : "waypoint-server-snapshot-%d.gz"
                .formatted(program.environment().clock().instant().getEpochSecond());
    Path path = program.environment().workingDirectory().resolve(file);
    try (ServerConnection connection = connect(program, name)) {
      SnapshotDownload.toFile(connection, path);
      renderer.line(
          Style.SUCCESS, "the snapshot is in %s (%d bytes)".formatted(path, Files.size(path)));
      also.accept(connection);
    } catch (IOException e) {
      throw unsaved("the snapshot cannot be written: " + FileFault.reason(e), e);
    } catch (StatusRuntimeException e) {
      throw unsaved(GrpcErrors.message(e), e);
    } catch (CliException e) {
      throw unsaved(e.getMessage(), e);
    }
  }

  private static CliException unsaved(String message, Exception cause) {
    return new CliException(
        "%s. Nothing is done yet; without a snapshot: -snapshot=false".formatted(message), cause);
  }
}
