package dev.waypoint.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The real program {@code waypoint} in a process of its own, and what it says. */
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private final String description;
  private final Process process;
  private final Lines output = new Lines();
  private final Lines errors = new Lines();
  private final List<Thread> readers;

  private Program(String description, Process process) {
    this.description = description;
    this.process = process;
    this.readers =
        List.of(read(process.getInputStream(), output), read(process.getErrorStream(), errors));
  }

  static Program waypoint(Path directory, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(commandLine());
    command.addAll(Arrays.asList(arguments));
    return start("waypoint " + String.join(" ", arguments), directory, environment, command);
  }

  /**
   * What the program is called by, without arguments: the installed one where there is one, else
   * the classes of the build.
   */
  static List<String> commandLine() {
    return Requirements.program()
        .map(program -> List.of(program.toString()))
        .orElseGet(Program::classes);
  }

  private static List<String> classes() {
    return List.of(
        JAVA_HOME.resolve("bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "-Xlog:disable",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dwaypoint.plugins=" + Requirements.checkout().resolve("cli/target/dist/plugins"),
        "-cp",
        System.getProperty("java.class.path"),
        "dev.waypoint.cli.Main");
  }

  static Program command(Path directory, Map<String, String> environment, String... command) {
    return start(String.join(" ", command), directory, environment, Arrays.asList(command));
  }

  private static Program start(
      String description, Path directory, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WAYPOINT_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("WP_"));
    builder.environment().put("WAYPOINT_JAVA_HOME", JAVA_HOME.toString());
    // servers of tests do not live long enough to profit from the optimising compiler
    builder.environment().put("WAYPOINT_JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      return new Program(description, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread read(InputStream stream, Lines into) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(into::add);
              } catch (IOException | UncheckedIOException e) {
                into.add("(output ended: " + e.getMessage() + ")");
              }
              into.end();
            });
  }

  /** Waits for the end. */
  Result result() {
    return result(PATIENCE);
  }

  Result result(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("did not end within " + patience + ":\n" + transcript());
      }
      for (Thread reader : readers) {
        reader.join(Duration.ofSeconds(10));
      }
      return new Result(description, process.exitValue(), output.text(), errors.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Between two looks at something, each of which starts a program. */
  static void rest() {
    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
  }

  /** The same, where seconds pass before anything is to be seen. */
  static void longRest() {
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
  }

  /** Waits until a line of either output fits, and answers it. */
  String awaitLine(Predicate<String> fits) {
    return awaitLine(fits, PATIENCE);
  }

  String awaitLine(Predicate<String> fits, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      for (Lines lines : List.of(output, errors)) {
        String line = lines.first(fits);
        if (line != null) {
          return line;
        }
      }
      long left = end - System.nanoTime();
      if (left <= 0 || (output.ended() && errors.ended())) {
        throw new AssertionError("the line did not come:\n" + transcript());
      }
      output.awaitMore(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Stops it from doing anything, without an end of its connections. */
  void freeze() {
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int result = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
      if (result != 0) {
        throw new AssertionError("no process " + pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** As a power cut would. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it to end. */
  Result terminate() {
    process.destroy();
    return result(Duration.ofSeconds(60));
  }

  String transcript() {
    return "$ %s\n%s\n--- errors ---\n%s".formatted(description, output.text(), errors.text());
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroy();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How a program ended. */
  record Result(String command, int exitCode, String output, String errors) {
    Result succeeded() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + "\n" + this);
      }
      return this;
    }

    String line(Predicate<String> fits) {
      return output
          .lines()
          .filter(fits)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no such line in\n" + this));
    }

    @Override
    public String toString() {
      return "$ %s\n%s\n--- errors ---\n%s\n(exit code %d)"
          .formatted(command, output, errors, exitCode);
    }
  }

  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized boolean ended() {
      return ended;
    }

    synchronized String first(Predicate<String> fits) {
      return lines.stream().filter(fits).findFirst().orElse(null);
    }

    synchronized void awaitMore(long nanos) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized String text() {
      return lines.stream().collect(Collectors.joining("\n"));
    }
  }
}
