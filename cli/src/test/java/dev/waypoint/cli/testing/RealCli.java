package dev.waypoint.cli.testing;

import dev.waypoint.cli.CommandLines;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.GatewayEmbeddedServers;
import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.operation.AgentLocalRunners;
import dev.waypoint.cli.operation.FollowTimes;
import dev.waypoint.cli.operation.HclProjectParser;
import dev.waypoint.cli.operation.HclVariableFiles;
import dev.waypoint.worker.connect.GatewayChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program with nothing replaced, in a home and a working directory of its own. */
public final class RealCli {
  private final Map<String, String> variables = new HashMap<>();
  private final Path project;

  public RealCli(Path directory) {
    project = directory.resolve("project");
    variables.put("HOME", directory.resolve("home").toString());
    variables.put("PATH", System.getenv("PATH"));
    try {
      Files.createDirectories(project);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path project() {
    return project;
  }

  /** For the commands that follow. */
  public void variable(String name, String value) {
    variables.put(name, value);
  }

  public TestingCli.Result run(String... words) {
    return run(Interrupts.byHand(), words);
  }

  /** Lets the caller interrupt it. */
  public TestingCli.Result run(Interrupts interrupts, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            variables,
            project,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Clock.systemUTC());
    Program program =
        new Program(
            environment,
            interrupts,
            GatewayChannel::open,
            new GatewayEmbeddedServers("tester", environment.err()),
            new AgentLocalRunners(environment),
            new HclProjectParser(),
            new HclVariableFiles(),
            FollowTimes.usual());
    int code = new CommandLines(program).execute(List.of(words));
    return new TestingCli.Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
