package dev.waypoint.worker;

import java.io.IOException;
import java.nio.file.Path;

/** A process that has directories for jobs, says where, and lives until it is killed. */
final class TestingJobDirectories {
  private TestingJobDirectories() {}

  static Process start(Path temporary) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TestingJobDirectories.class.getName(),
            temporary.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Argument: the temporary directory. */
  public static void main(String[] arguments) throws Exception {
    JobDirectories own = JobDirectories.open(Path.of(arguments[0]));
    System.out.println(own.root());
    while (System.in.read() != -1) {
      continue;
    }
    own.close();
  }
}
