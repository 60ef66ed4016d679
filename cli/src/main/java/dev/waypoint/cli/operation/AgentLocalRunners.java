package dev.waypoint.cli.operation;

import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.environment.ProgramVersion;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.AgentKind;
import dev.waypoint.worker.AgentListener;
import dev.waypoint.worker.AgentOptions;
import dev.waypoint.worker.AgentStartException;
import dev.waypoint.worker.ExitReason;
import dev.waypoint.worker.RunnerAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Local runners are agents like all others, of a kind that takes jobs by its id only. */
public final class AgentLocalRunners implements LocalRunners {
  private static final Logger LOG = LoggerFactory.getLogger(AgentLocalRunners.class);
  private static final Duration READY = Duration.ofSeconds(20);
  private static final Duration LEAVE = Duration.ofSeconds(10);

  private final Environment environment;

  public AgentLocalRunners(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Running start(ServerConnection server, Path directory) throws InterruptedException {
    AgentOptions options =
        AgentOptions.builder(server.target(), AgentKind.CLI)
            .token(server.server().token().orElse(null))
            .localDirectory(directory)
            .drainTimeout(LEAVE)
            .environment(environment.variables())
            .pluginDirectory(environment.variable("WAYPOINT_PLUGIN_DIR").map(Path::of).orElse(null))
            .version(ProgramVersion.number())
            .build();
    RunnerAgent agent = start(options);
    if (!agent.awaitReady(READY)) {
      Optional<ExitReason> reason = agent.await(Duration.ZERO);
      agent.close();
      throw new CliException(
          "the runner of this command could not connect to the server at %s: %s"
              .formatted(
                  server.target().address(),
                  reason
                      .map(ExitReason::message)
                      .orElse("no answer within %d seconds".formatted(READY.toSeconds()))));
    }
    return new Running() {
      @Override
      public String id() {
        return agent.id().value();
      }

      @Override
      public void close() {
        agent.close();
      }
    };
  }

  private static RunnerAgent start(AgentOptions options) {
    try {
      return RunnerAgent.start(options, AgentLocalRunners::log);
    } catch (AgentStartException e) {
      throw new CliException("the runner of this command cannot start: " + e.getMessage(), e);
    }
  }

  private static void log(AgentListener.Level level, String text) {
    switch (level) {
      case INFO -> LOG.info(text);
      case WARNING -> LOG.warn(text);
      case ERROR -> LOG.error(text);
    }
  }
}
