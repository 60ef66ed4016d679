package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.ConnectionOptions;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.environment.ProgramVersion;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.parse.SecretConverter;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.worker.AgentKind;
import dev.waypoint.worker.AgentListener;
import dev.waypoint.worker.AgentOptions;
import dev.waypoint.worker.AgentStartException;
import dev.waypoint.worker.ExitReason;
import dev.waypoint.worker.RunnerAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "agent",
    description = "Run a runner: it connects to the server and executes jobs until it is stopped.")
final class RunnerAgentCommand extends WaypointCommand {
  @Mixin private ConnectionOptions connection;

  @Option(
      names = {"-id", "-name"},
      paramLabel = "ID",
      description = "The runner's id; default: that of the state directory, else a new one.")
  private String id;

  @Option(names = "-label", paramLabel = "K=V", description = "A label. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "-cookie",
      paramLabel = "COOKIE",
      converter = SecretConverter.class,
      description =
          "The server's cookie, to ask for adoption, or @FILE that holds it; default:"
              + " WAYPOINT_SERVER_COOKIE.")
  private String cookie;

  @Option(
      names = "-state-dir",
      paramLabel = "DIR",
      description = "Where id and token are kept, so that a restart needs no new adoption.")
  private Path stateDirectory;

  @Option(
      names = "-concurrency",
      paramLabel = "N",
      description = "How many jobs at once; default: three times the processors.")
  private int concurrency;

  @Option(
      names = "-liveness-tcp-addr",
      paramLabel = "HOST:PORT",
      description = "Where to show that the process lives, by accepting connections.")
  private String livenessAddress;

  @Option(
      names = "-drain-timeout",
      paramLabel = "DURATION",
      description = "How long running jobs may take when it is stopped; default: 24h.")
  private Duration drainTimeout = Duration.ofDays(1);

  @Option(names = "-enable-dynamic-config", hidden = true)
  private boolean dynamicConfig;

  @Option(names = "-odr", hidden = true)
  private boolean onDemand;

  @Option(names = "-odr-profile-id", hidden = true)
  private String profileId;

  RunnerAgentCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    ServerChoice server =
        program()
            .servers()
            .choose(connection.flags())
            .orElseThrow(
                () ->
                    new CliException(
                        "no server to connect to: set WAYPOINT_SERVER_ADDR, or use -server-addr"));
    AgentOptions options = options(server);
    try (RunnerAgent agent = RunnerAgent.start(options, this::say)) {
      header(server, agent);
      try (Interrupts.Subscription _ = program().interrupts().onInterrupt(() -> leave(agent))) {
        ExitReason reason = agent.await();
        if (reason.code().exitStatus() != 0) {
          throw new CliException(reason.message());
        }
        renderer().line(Style.INFO, reason.message());
      }
    } catch (AgentStartException e) {
      throw new CliException("the runner cannot start: " + e.getMessage(), e);
    }
  }

  private AgentOptions options(ServerChoice server) {
    if (concurrency < 0) {
      renderer()
          .line(
              Style.WARNING,
              "-concurrency=%d: fewer than one job is not possible, 1 is used"
                  .formatted(concurrency));
    }
    return AgentOptions.builder(server.target(), onDemand ? AgentKind.ON_DEMAND : AgentKind.STATIC)
        .id(
            Optional.ofNullable(id)
                .or(() -> environment().variable("WAYPOINT_RUNNER_ID").filter(_ -> onDemand))
                .orElse(null))
        .labels(labels)
        .token(server.server().token().orElse(null))
        .cookie(
            Optional.ofNullable(cookie)
                .or(() -> environment().variable("WAYPOINT_SERVER_COOKIE"))
                .orElse(null))
        .stateDirectory(stateDirectory)
        .concurrency(concurrency < 0 ? 1 : concurrency)
        .livenessAddress(livenessAddress)
        .drainTimeout(drainTimeout)
        .environment(environment().variables())
        .pluginDirectory(environment().variable("WAYPOINT_PLUGIN_DIR").map(Path::of).orElse(null))
        .version(ProgramVersion.number())
        .build();
  }

  private void header(ServerChoice server, RunnerAgent agent) {
    renderer().line(Style.HEADER, "Runner configuration");
    renderer()
        .fields(
            List.of(
                new Field("Server address", server.target().address()),
                new Field("Runner type", onDemand ? "on-demand" : "static"),
                new Field("Runner id", agent.id().value())));
    renderer().line(Style.HEADER, "Runner logs");
  }

  private void leave(RunnerAgent agent) {
    say(
        AgentListener.Level.INFO,
        "stopping when the running jobs have ended; press Ctrl-C again to end at once");
    agent.drain();
  }

  /** Called from threads of the agent. */
  private synchronized void say(AgentListener.Level level, String text) {
    Style style =
        switch (level) {
          case INFO -> Style.INFO;
          case WARNING -> Style.WARNING;
          case ERROR -> Style.ERROR;
        };
    renderer().line(style, environment().clock().instant().toString() + " " + text);
  }
}
