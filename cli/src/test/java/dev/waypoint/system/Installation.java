package dev.waypoint.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A server with its runners and a user's home, all real, in processes of their own. */
final class Installation implements AutoCloseable {
  private final Path directory;
  private final Map<String, String> environment;
  private final Deque<Program> open = new ArrayDeque<>();
  private final List<String> serverArguments = new ArrayList<>();
  private Program server;
  private String cookie;

  private Installation(Path directory) throws IOException {
    this.directory = directory;
    this.environment = home(Files.createDirectories(directory.resolve("home")));
  }

  /** The environment of a user who never used the program before. */
  static Map<String, String> home(Path home) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    environment.put("WAYPOINT_JAVA_HOME", System.getProperty("java.home"));
    return environment;
  }

  /** Starts a server on an address that containers can reach, too, and a context for it. */
  static Installation start(Path directory, String address, String... arguments) {
    try {
      Installation installation = new Installation(directory);
      int grpc = freePort();
      installation.serverArguments.addAll(
          List.of(
              "server",
              "run",
              "-data-dir=" + directory.resolve("server"),
              "-listen-grpc=" + address + ":" + grpc,
              "-advertise-addr=" + address + ":" + grpc,
              "-listen-http=127.0.0.1:" + freePort()));
      installation.serverArguments.addAll(Arrays.asList(arguments));
      installation.startServer();
      installation
          .cli(
              directory,
              "server",
              "bootstrap",
              "-server-addr=" + address + ":" + grpc,
              "-server-tls-skip-verify")
          .succeeded();
      installation.cookie =
          installation.cli(directory, "server", "cookie").succeeded().output().strip();
      return installation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startServer() {
    server = Program.waypoint(directory, environment, serverArguments.toArray(String[]::new));
    server.awaitLine(line -> line.contains("gRPC"), Duration.ofMinutes(3));
    Program started = server;
    open.push(started);
  }

  Program server() {
    return server;
  }

  /** A runner that was adopted by hand. */
  Program adoptedRunner(String id, String... labels) {
    return adoptedRunner(id, Map.of(), labels);
  }

  /**
   * @param more environment of the runner
   */
  Program adoptedRunner(String id, Map<String, String> more, String... labels) {
    Program runner = runner(id, more, labels);
    runner.awaitLine(line -> line.contains("adoption"), Duration.ofSeconds(60));
    cli(directory, "runner", "adopt", id).succeeded();
    runner.awaitLine(line -> line.contains("is ready"), Duration.ofSeconds(60));
    return runner;
  }

  /** A runner with nothing but the cookie. */
  Program runner(String id, String... labels) {
    return runner(id, Map.of(), labels);
  }

  private Program runner(String id, Map<String, String> more, String... labels) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "runner",
                "agent",
                "-id=" + id,
                "-cookie=" + cookie,
                "-state-dir=" + directory.resolve("runner-" + id)));
    Arrays.stream(labels).map(label -> "-label=" + label).forEach(arguments::add);
    // Not the user's home: with a user's context it would be admitted without an adoption.
    Map<String, String> runnerEnvironment = home(directory.resolve("home-of-" + id));
    runnerEnvironment.put("WAYPOINT_SERVER_ADDR", address());
    runnerEnvironment.put("WAYPOINT_SERVER_TLS", "true");
    runnerEnvironment.put("WAYPOINT_SERVER_TLS_SKIP_VERIFY", "true");
    runnerEnvironment.putAll(more);
    Program runner =
        Program.waypoint(directory, runnerEnvironment, arguments.toArray(String[]::new));
    open.push(runner);
    return runner;
  }

  String address() {
    return serverArguments.stream()
        .filter(argument -> argument.startsWith("-listen-grpc="))
        .map(argument -> argument.substring(argument.indexOf('=') + 1))
        .findFirst()
        .orElseThrow();
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Runs a command to its end. */
  Program.Result cli(Path workingDirectory, String... arguments) {
    return Program.waypoint(workingDirectory, environment, arguments).result();
  }

  /** Starts a command and goes on. */
  Program background(Path workingDirectory, String... arguments) {
    Program program = Program.waypoint(workingDirectory, environment, arguments);
    open.push(program);
    return program;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  /**
   * One that stays free while a server is started on it, or started again: none of those that the
   * system gives to connections.
   */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(18_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
