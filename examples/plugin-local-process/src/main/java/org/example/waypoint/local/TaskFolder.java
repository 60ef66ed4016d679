package org.example.waypoint.local;

import dev.waypoint.sdk.task.LaunchSpec;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What there is of one task: its labels, its process, its output and how it ended. */
final class TaskFolder {
  /** Notes its own id before and the exit code after what it runs. */
  private static final String WRAPPER =
      """
      echo $$ > pid.new && mv pid.new pid
      "$@" > stdout 2> stderr < /dev/null
      echo $? > exit.new && mv exit.new exit
      """;

  private static final Object ONE_AT_A_TIME = new Object();
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path folder;

  TaskFolder(Path folder) {
    this.folder = folder;
  }

  Path stdout() {
    return folder.resolve("stdout");
  }

  Path stderr() {
    return folder.resolve("stderr");
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  void make(Map<String, String> labels) throws IOException {
    Files.createDirectories(folder.resolve("home"));
    if (Files.exists(folder.resolve("labels"))) {
      return;
    }
    Properties properties = new Properties();
    properties.putAll(labels);
    try (Writer file = Files.newBufferedWriter(folder.resolve("labels"))) {
      properties.store(file, null);
    }
  }

  Map<String, String> labels() throws IOException {
    Map<String, String> labels = new HashMap<>();
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve("labels"))) {
      properties.load(file);
    } catch (NoSuchFileException e) {
      return labels;
    }
    properties.stringPropertyNames().forEach(key -> labels.put(key, properties.getProperty(key)));
    return labels;
  }

  /**
   * Starts the process unless that was done, by whomever.
   *
   * @return its id
   */
  long startOnce(LaunchSpec spec, String program) throws IOException, InterruptedException {
    synchronized (ONE_AT_A_TIME) {
      try (FileChannel file =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = file.lock()) {
        if (read("pid").isEmpty()) {
          awaitId(start(spec, program));
        }
        return Long.parseLong(read("pid").orElse("0"));
      }
    }
  }

  /** A process whose id is written nowhere could not be ended: no interruption is earlier. */
  private void awaitId(Process started) throws InterruptedException {
    boolean interrupted = false;
    while (read("pid").isEmpty() && started.isAlive()) {
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      throw new InterruptedException("interrupted while the process was started");
    }
  }

  private Process start(LaunchSpec spec, String program) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", WRAPPER, folder.toString()));
    command.addAll(spec.entrypoint().isEmpty() ? List.of(program) : spec.entrypoint());
    command.addAll(spec.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    // Nothing of this runner's own: no token but the one that is meant for the task.
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", folder.resolve("home").toString());
    environment.putAll(spec.environment());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  /** Empty while it runs, or if it was ended together with what notes its exit code. */
  Optional<Integer> exitCode() {
    return read("exit").map(Integer::valueOf);
  }

  boolean wasStopped() {
    return Files.exists(folder.resolve("stopped"));
  }

  /** Ids come round again: the process is ours if it was called for this folder. */
  Optional<ProcessHandle> process() {
    return read("pid")
        .flatMap(id -> ProcessHandle.of(Long.parseLong(id)))
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(arguments -> Stream.of(arguments).anyMatch(folder.toString()::equals))
                    .orElse(true));
  }

  /** Asks all processes of the task to end, and after a while ends them. */
  void end(Duration grace) throws IOException, InterruptedException {
    Optional<ProcessHandle> wrapper = process();
    if (wrapper.isEmpty()) {
      return;
    }
    Files.writeString(folder.resolve("stopped"), "");
    List<ProcessHandle> all =
        Stream.concat(wrapper.get().descendants(), wrapper.stream()).toList();
    wrapper.get().children().forEach(ProcessHandle::destroy);
    long latest = System.nanoTime() + grace.toNanos();
    while (wrapper.get().isAlive() && System.nanoTime() < latest) {
      Thread.sleep(POLL);
    }
    wrapper.get().descendants().forEach(ProcessHandle::destroyForcibly);
    all.forEach(ProcessHandle::destroyForcibly);
    while (all.stream().anyMatch(ProcessHandle::isAlive)) {
      Thread.sleep(POLL);
    }
  }

  /** Fine if there is none. */
  void remove() throws IOException {
    if (!exists()) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
