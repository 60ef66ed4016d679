package dev.waypoint.sdk.component;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a component knows about the operation that it is part of. Never null, never changing. */
public interface OperationContext {
  /** The project's source: the directory of waypoint.hcl. Absolute; belongs to this job alone. */
  Path sourceDirectory();

  /** The application's own directory ({@code path} of its stanza), within the source directory. */
  Path appDirectory();

  String project();

  String application();

  String workspace();

  /** The job: a ULID. */
  String jobId();

  /**
   * The id of what is being made: of the build, artifact, deployment or release. It stays the same
   * when an operation is repeated after a runner was lost, so that names derived from it make
   * repeating harmless. Lower case letters and digits only.
   */
  String operationId();

  /**
   * The number of what is being made, counted for each application: 12 is shown as v12. When a
   * deployment or release is looked at or destroyed, it is that one's.
   */
  long sequence();

  /**
   * Labels of the operation, from the project, the application, the stanza and the command line.
   */
  Map<String, String> labels();

  /**
   * The application's configuration: a platform gives it to what it runs, a builder to the programs
   * it calls. Values may be secret.
   */
  Map<String, String> environment();

  /**
   * The environment of programs that a component starts on the runner, and of clients that are set
   * up by variables: the runner's own without its credentials, and over it what configuration gives
   * to the runner for this job alone. Never a part of what is deployed. Values may be secret. By
   * default the environment of this process.
   */
  default Map<String, String> runnerEnvironment() {
    return System.getenv();
  }

  /**
   * Whether what is built goes on to a registry within the same job. A builder whose result lasts
   * no longer than the job needs that; the others need not ask. Default: it does.
   */
  default boolean pushFollows() {
    return true;
  }

  /**
   * Where a component puts files that it needs no longer than the job: a directory that exists and
   * is the job's own. It is removed when the job has ended; of a runner that was killed, when the
   * next one starts on its machine. By default the machine's directory for temporary files.
   *
   * @throws IOException when it cannot be made
   */
  default Path scratchDirectory() throws IOException {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Shows things to those who follow the job. */
  Terminal terminal();

  /** Tells when the operation is no longer wanted. */
  Cancellation cancellation();
}
