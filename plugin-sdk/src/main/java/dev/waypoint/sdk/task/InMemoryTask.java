package dev.waypoint.sdk.task;

import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskExit.Cause;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A thread, what it has written, and how it ended. It begins when nothing holds it. */
final class InMemoryTask {
  private record Chunk(boolean stderr, byte[] bytes) {}

  private final LaunchSpec spec;
  private final Thread thread;
  private final List<Chunk> written = new ArrayList<>();
  private boolean begun;
  private String held;
  private TaskExit exit;

  /**
   * @param held why it does not run yet; empty: it does
   */
  InMemoryTask(LaunchSpec spec, InMemoryTaskLauncher.Program program, String held) {
    this.spec = spec;
    this.thread = Thread.ofVirtual().name(spec.name().value()).unstarted(() -> run(program));
    hold(held);
  }

  /** Without effect on what has begun, or was stopped. */
  synchronized void hold(String reason) {
    held = reason;
    if (reason.isEmpty() && !begun && exit == null) {
      begun = true;
      thread.start();
    }
    notifyAll();
  }

  LaunchSpec spec() {
    return spec;
  }

  private void run(InMemoryTaskLauncher.Program program) {
    try (OutputStream stdout = new Pipe(false);
        OutputStream stderr = new Pipe(true)) {
      try {
        int code = program.run(spec, stdout, stderr);
        end(new TaskExit(code, Cause.EXITED, "ended with exit code " + code));
      } catch (IOException | RuntimeException e) {
        stderr.write(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        end(new TaskExit(1, Cause.EXITED, "ended with exit code 1"));
      }
    } catch (InterruptedException e) {
      end(new TaskExit(TaskExit.NO_EXIT_CODE, Cause.KILLED, "was stopped"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void end(TaskExit how) {
    exit = how;
    notifyAll();
  }

  private synchronized void write(Chunk chunk) {
    written.add(chunk);
    notifyAll();
  }

  TaskExit follow(TaskContext context) throws TaskException, InterruptedException {
    awaitBeginning(context.progress());
    int next = 0;
    while (true) {
      List<Chunk> fresh;
      synchronized (this) {
        while (exit == null && next == written.size()) {
          wait();
        }
        if (next == written.size()) {
          return exit;
        }
        fresh = List.copyOf(written.subList(next, written.size()));
      }
      next += fresh.size();
      show(fresh, context.terminal());
    }
  }

  private void awaitBeginning(TaskProgress progress) throws InterruptedException {
    String told = "";
    while (true) {
      synchronized (this) {
        while (!begun && exit == null && held.equals(told)) {
          wait();
        }
        if (exit != null && !begun) {
          return;
        }
        if (begun) {
          break;
        }
        told = held;
      }
      progress.waits(told);
    }
    progress.runs();
  }

  private static void show(List<Chunk> chunks, Terminal terminal) throws TaskException {
    try {
      for (Chunk chunk : chunks) {
        (chunk.stderr() ? terminal.stderr() : terminal.stdout()).write(chunk.bytes());
      }
    } catch (IOException e) {
      throw new TaskException(TaskException.Kind.RETRYABLE, "nobody takes the output", e);
    }
  }

  void stop() throws InterruptedException {
    synchronized (this) {
      if (!begun) {
        end(new TaskExit(TaskExit.NO_EXIT_CODE, Cause.KILLED, "was stopped before it ran"));
        return;
      }
    }
    thread.interrupt();
    thread.join();
  }

  private final class Pipe extends OutputStream {
    private final boolean stderr;

    Pipe(boolean stderr) {
      this.stderr = stderr;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      InMemoryTask.this.write(
          new Chunk(stderr, Arrays.copyOfRange(bytes, offset, offset + length)));
    }
  }
}
