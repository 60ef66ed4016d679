package dev.waypoint.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two servers of one installation: on one database and one Temporal server, with the same keys. */
final class TwoServers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path directory;
  private final String temporal;
  private final String superuser = Requirements.postgres();
  private final String database = "two_servers_" + ProcessHandle.current().pid();
  private final List<Integer> ports = List.of(Installation.freePort(), Installation.freePort());
  private final Program[] servers = new Program[2];
  private final Map<String, String> user;
  private final Deque<Program> open = new ArrayDeque<>();
  private final String cookie;

  TwoServers(Path directory, String temporal) throws IOException, SQLException {
    this.directory = directory;
    this.temporal = temporal;
    this.user = Installation.home(Files.createDirectories(directory.resolve("home")));
    execute("create database " + database);
    start(0);
    for (String folder : List.of("keys", "tls")) {
      copy(data(0).resolve(folder), data(1).resolve(folder));
    }
    start(1);
    Program.waypoint(
            directory,
            user,
            "server",
            "bootstrap",
            "-server-addr=" + address(0) + "," + address(1),
            "-server-tls-skip-verify")
        .result()
        .succeeded();
    this.cookie = cli(directory, "server", "cookie").succeeded().output().strip();
  }

  /** Starts one of them (again) and waits until it serves. */
  void start(int which) {
    String url = superuser.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*\\?.*", "$1" + database);
    Map<String, String> environment = Installation.home(directory.resolve("home-of-" + which));
    environment.put("WAYPOINT_DB_USER", parameter("user"));
    environment.put("WAYPOINT_DB_PASSWORD", parameter("password"));
    servers[which] =
        Program.waypoint(
            directory,
            environment,
            "server",
            "run",
            "-data-dir=" + data(which),
            "-db=" + url,
            "-temporal-addr=" + temporal,
            "-listen-grpc=" + address(which),
            "-listen-http=none");
    open.push(servers[which]);
    servers[which].awaitLine(line -> line.contains("gRPC"), PATIENCE);
  }

  /** As a power cut would. */
  void kill(int which) {
    servers[which].kill();
  }

  String address(int which) {
    return "127.0.0.1:" + ports.get(which);
  }

  /** A runner that was adopted by hand. */
  Program adoptedRunner(String id, String addresses) {
    Map<String, String> environment = Installation.home(directory.resolve("home-of-" + id));
    environment.put("WAYPOINT_SERVER_ADDR", addresses);
    environment.put("WAYPOINT_SERVER_TLS_SKIP_VERIFY", "true");
    Program runner =
        Program.waypoint(
            directory,
            environment,
            "runner",
            "agent",
            "-id=" + id,
            "-cookie=" + cookie,
            "-state-dir=" + directory.resolve("state-of-" + id));
    open.push(runner);
    runner.awaitLine(line -> line.contains("adoption"), PATIENCE);
    cli(directory, "runner", "adopt", id).succeeded();
    runner.awaitLine(line -> line.contains("is ready"), PATIENCE);
    return runner;
  }

  /** Runs a command to its end, with the context that names both, the first one first. */
  Program.Result cli(Path workingDirectory, String... arguments) {
    return Program.waypoint(workingDirectory, user, arguments).result();
  }

  /** Starts a command and goes on. */
  Program background(Path workingDirectory, String... arguments) {
    return background(workingDirectory, Map.of(), arguments);
  }

  /**
   * The same with other addresses than those of the context.
   *
   * @param more environment
   */
  Program background(Path workingDirectory, Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(user);
    environment.putAll(more);
    Program program = Program.waypoint(workingDirectory, environment, arguments);
    open.push(program);
    return program;
  }

  private Path data(int which) {
    return directory.resolve("server-" + which);
  }

  private String parameter(String name) {
    return Stream.of(superuser.replaceFirst("[^?]*\\??", "").split("&"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(superuser);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    try {
      execute("drop database if exists " + database + " with (force)");
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
