package dev.waypoint.gateway.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program of its own that starts a managed engine and then does nothing, until it is killed. */
final class TestingEngineOwner {
  private static final String READY = "child ";

  private TestingEngineOwner() {}

  @SuppressWarnings("resource")
  public static void main(String[] args) throws InterruptedException {
    ManagedEngine engine =
        ManagedEngine.start(Path.of(args[0]), EngineOptions.embeddedIn(Path.of(args[1])));
    System.out.println(READY + engine.process().pid());
    Thread.currentThread().join();
  }

  static Process launch(Path binary, Path directory) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TestingEngineOwner.class.getName(),
                binary.toString(),
                directory.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The process id of its server. */
  static long awaitChild(Process owner) throws IOException {
    BufferedReader output = owner.inputReader();
    String line;
    while ((line = output.readLine()) != null) {
      if (line.startsWith(READY)) {
        return Long.parseLong(line.substring(READY.length()));
      }
    }
    throw new IOException("the owner ended before its engine was up");
  }
}
