package dev.waypoint.cli.testing;

import dev.waypoint.cli.CommandLines;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.EmbeddedServers;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.operation.FollowTimes;
import dev.waypoint.cli.operation.LocalRunners;
import dev.waypoint.cli.operation.ProjectConfig;
import dev.waypoint.cli.operation.ProjectFile;
import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.connect.GatewayTarget;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The program against a server in memory, with a home and a working directory of its own. */
public final class TestingCli implements AutoCloseable {
  /** Of everything that shows how long ago something was. */
  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  public final TestingServices services = new TestingServices();
  public final Map<String, String> variables = new HashMap<>();
  public final List<GatewayTarget> dialled = new ArrayList<>();
  public final List<String> tokens = new ArrayList<>();
  public final List<Path> localRunners = new ArrayList<>();
  public final List<Path> embeddedServers = new ArrayList<>();
  public final Interrupts interrupts = Interrupts.byHand();
  public final Path home;
  public final Path project;
  public String input = "";
  public boolean terminal;
  private final Server server;

  /** With WAYPOINT_SERVER_ADDR set. */
  public TestingCli(Path directory) {
    home = directory.resolve("home");
    project = directory.resolve("project");
    variables.put("HOME", home.toString());
    variables.put("WAYPOINT_SERVER_ADDR", "waypoint.test:9701");
    try {
      Files.createDirectories(project);
      InProcessServerBuilder builder = InProcessServerBuilder.forName("cli-" + directory);
      for (BindableService service : services.all()) {
        builder.addService(service);
      }
      server = builder.build().start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What a command line led to. */
  public record Result(int code, String out, String err) {}

  public Result run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            variables,
            project,
            inputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            Clock.fixed(NOW, ZoneOffset.UTC));
    Program program =
        new Program(
            environment,
            interrupts,
            this::connect,
            embedded(),
            localRunner(),
            TestingCli::config,
            file -> List.of(),
            new FollowTimes(
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofSeconds(20)));
    int code = new CommandLines(program).execute(List.of(words));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A waypoint.hcl of this project and these apps, one a line, in the working directory. */
  public void writeProject(String name, String... applications) throws IOException {
    Files.writeString(
        project.resolve("waypoint.hcl"), name + "\n" + String.join("\n", applications) + "\n");
  }

  private static ProjectConfig config(ProjectFile file) {
    List<String> lines = file.text().lines().toList();
    return new ProjectConfig(
        file,
        lines.getFirst(),
        lines.subList(1, lines.size()),
        Set.of("org"),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private GatewayChannel connect(GatewayTarget target, AccessToken token) {
    dialled.add(target);
    tokens.add(token.token().orElse("none"));
    return GatewayChannel.over(
        InProcessChannelBuilder.forName("cli-" + home.getParent()).build(), token);
  }

  private EmbeddedServers embedded() {
    return directory -> {
      embeddedServers.add(directory);
      return new EmbeddedServers.Running() {
        @Override
        public ServerContext context() {
          return ServerContext.of("127.0.0.1:1", false, false)
              .withToken(Optional.of("embedded-token"));
        }

        @Override
        public void close() {
          embeddedServers.remove(directory);
        }
      };
    };
  }

  private LocalRunners localRunner() {
    return (connection, directory) -> {
      localRunners.add(directory);
      return new LocalRunners.Running() {
        @Override
        public String id() {
          return "cli-1";
        }

        @Override
        public void close() {
          localRunners.add(Path.of("closed"));
        }
      };
    };
  }

  private InputStream inputStream() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
