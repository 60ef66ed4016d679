package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Style;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Runs one command. Its output is shown while it runs; it leaves nothing running when cancelled.
 */
final class Command {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration OUTPUT_PATIENCE = Duration.ofSeconds(2);
  private static final String OUTPUT = "WAYPOINT_OUTPUT";
  private static final String OUTPUT_HELD =
      "A program that the command left running still holds its output; what it writes from here on"
          + " is lost: redirect it to a file.";

  /**
   * @param data what it wrote to $WAYPOINT_OUTPUT
   */
  record Result(int exitCode, Map<String, String> data) {}

  private final CommandConfig config;
  private final OperationContext context;
  private final Variables variables;

  Command(CommandConfig config, OperationContext context, Variables variables) {
    this.config = config;
    this.context = context;
    this.variables = variables.with(config.environment());
  }

  /**
   * @throws PluginException if it ends with another exit code than 0
   */
  Map<String, String> runToSuccess() throws PluginException, InterruptedException {
    Result result = run();
    if (result.exitCode() != 0) {
      throw new PluginException(
          "the command %s ended with exit code %d".formatted(shown(), result.exitCode()));
    }
    return result.data();
  }

  Result run() throws PluginException, InterruptedException {
    Path directory = context.appDirectory().resolve(config.dir()).normalize();
    if (!Files.isDirectory(directory)) {
      throw new PluginException("there is no directory %s (dir)".formatted(directory));
    }
    try {
      Path scratch = Files.createTempDirectory(context.scratchDirectory(), "waypoint-exec");
      Path output = Files.createFile(scratch.resolve("output"));
      try {
        variables.put(OUTPUT, output.toString());
        new Templates(directory, variables.values()).write(config.template());
        int exitCode = run(directory, OUTPUT + "=" + output);
        return new Result(exitCode, OutputFile.read(output));
      } finally {
        Files.deleteIfExists(output);
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new PluginException(
          "cannot run the command %s: %s".formatted(shown(), e.getMessage()), e);
    }
  }

  private int run(Path directory, String mark)
      throws PluginException, IOException, InterruptedException {
    Process process = start(directory);
    ProcessTree tree = new ProcessTree(process.toHandle(), mark);
    StreamPump stdout = new StreamPump(process.getInputStream(), context.terminal().stdout());
    StreamPump stderr = new StreamPump(process.getErrorStream(), context.terminal().stderr());
    Thread runner = Thread.currentThread();
    try (Cancellation.Registration _ = context.cancellation().onRequest(runner::interrupt)) {
      int exitCode = process.waitFor();
      context.cancellation().check();
      boolean outEnded = stdout.finish(OUTPUT_PATIENCE);
      boolean errEnded = stderr.finish(OUTPUT_PATIENCE);
      if (!outEnded || !errEnded) {
        context.terminal().line(Style.WARNING, OUTPUT_HELD);
      }
      return exitCode;
    } catch (InterruptedException e) {
      tree.end(GRACE);
      stdout.finish(OUTPUT_PATIENCE);
      stderr.finish(OUTPUT_PATIENCE);
      throw e;
    }
  }

  private Process start(Path directory) throws PluginException, InterruptedException {
    context.cancellation().check();
    ProcessBuilder builder =
        new ProcessBuilder(config.command())
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())));
    builder.environment().clear();
    builder.environment().putAll(context.runnerEnvironment());
    InheritedEnvironment.clean(builder.environment());
    builder.environment().putAll(variables.values());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PluginException(
          "cannot run %s in %s: %s".formatted(config.command().getFirst(), directory, reason(e)),
          e);
    }
  }

  private static String nullDevice() {
    return File.separatorChar == '/' ? "/dev/null" : "NUL";
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("error: 2 ") || message.contains("error=2,")) {
      return "there is no such program";
    }
    return message.contains("error: 13 ") || message.contains("error=13,")
        ? "it is not executable"
        : message;
  }

  private String shown() {
    String all = String.join(" ", config.command());
    return "\"" + (all.length() > 200 ? all.substring(0, 200) + "…" : all) + "\"";
  }
}
