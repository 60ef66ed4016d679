package dev.waypoint.plugin.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process and all that it started: its descendants and, where the system tells (Linux), those
 * that lost their parent but still carry the mark in their environment.
 */
final class ProcessTree {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final ProcessHandle root;
  private final String mark;

  /**
   * @param mark {@code NAME=value}, unique to the tree, in the root's environment
   */
  ProcessTree(ProcessHandle root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /** Asks all to end, and forces those that have not after the grace. Returns when none is left. */
  void end(Duration grace) {
    Set<ProcessHandle> known = new LinkedHashSet<>(members());
    known.forEach(ProcessHandle::destroy);
    long end = System.nanoTime() + grace.toNanos();
    while (anyAlive(known) && System.nanoTime() < end) {
      await(known);
    }
    known.addAll(members());
    for (int i = 0; i < 100 && anyAlive(known); i++) {
      known.forEach(ProcessHandle::destroyForcibly);
      await(known);
      known.addAll(members());
    }
  }

  private Collection<ProcessHandle> members() {
    Set<ProcessHandle> members = new LinkedHashSet<>();
    Stream.concat(Stream.of(root), root.descendants()).forEach(members::add);
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(this::isMarked).forEach(members::add);
    }
    return members.stream().filter(ProcessHandle::isAlive).toList();
  }

  private boolean isMarked(ProcessHandle process) {
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      return process.pid() != ProcessHandle.current().pid()
          && List.of(Files.readString(environment, StandardCharsets.ISO_8859_1).split("\0"))
              .contains(mark);
    } catch (IOException e) {
      // Gone, or not ours, or a system that has no such file.
      return false;
    }
  }

  private static boolean anyAlive(Collection<ProcessHandle> processes) {
    return processes.stream().anyMatch(ProcessHandle::isAlive);
  }

  /** Waits a moment for the first living one; not interruptible, as it cleans up. */
  private static void await(Collection<ProcessHandle> processes) {
    Predicate<ProcessHandle> alive = ProcessHandle::isAlive;
    boolean interrupted = Thread.interrupted();
    try {
      ProcessHandle first = processes.stream().filter(alive).findFirst().orElse(null);
      if (first != null) {
        first.onExit().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (TimeoutException | ExecutionException e) {
      return;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
