package dev.waypoint.cli;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.GatewayEmbeddedServers;
import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.operation.AgentLocalRunners;
import dev.waypoint.cli.operation.FollowTimes;
import dev.waypoint.cli.operation.HclProjectParser;
import dev.waypoint.cli.operation.HclVariableFiles;
import dev.waypoint.worker.connect.GatewayChannel;
import java.util.List;

/** The program {@code waypoint}. */
public final class Main {
  private Main() {}

  public static void main(String[] words) {
    Environment environment = Environment.ofProcess();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> UncaughtFailures.report(environment.err(), thread, failure));
    Program program =
        new Program(
            environment,
            Interrupts.ofProcess(),
            GatewayChannel::open,
            new GatewayEmbeddedServers(System.getProperty("user.name"), environment.err()),
            new AgentLocalRunners(environment),
            new HclProjectParser(),
            new HclVariableFiles(),
            FollowTimes.usual());
    int code = new CommandLines(program).execute(List.of(words));
    environment.out().flush();
    environment.err().flush();
    Runtime.getRuntime().exit(code);
  }
}
