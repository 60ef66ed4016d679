package dev.waypoint.sdk.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The Docker daemon of this machine, for platforms whose tasks are containers of it. */
public final class TestingDocker {
  private TestingDocker() {}

  /**
   * Runs the Docker command line.
   *
   * @return what it wrote to standard output
   */
  public static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new AssertionError("%s: %s".formatted(String.join(" ", command), output));
    }
    return output;
  }

  /** The ids of the containers that carry a label, running or not. */
  public static List<String> labelled(String label) throws IOException, InterruptedException {
    return run("ps", "-aq", "--no-trunc", "--filter", "label=" + label).lines().toList();
  }

  /** Ends the one container that carries a label and runs, without a word to whoever made it. */
  public static void kill(String label) throws IOException, InterruptedException {
    run("kill", run("ps", "-q", "--no-trunc", "--filter", "label=" + label));
  }
}
