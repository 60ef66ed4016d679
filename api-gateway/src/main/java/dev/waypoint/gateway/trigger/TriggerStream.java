package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.job.JobText;
import dev.waypoint.protocol.v1.TriggeredJob;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * The output of the jobs of a run, one after the other, and how each ended; the last line is {@code
 * succeeded} or {@code failed}. Read only as fast as it is taken.
 */
@Singleton
final class TriggerStream {
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final JobText text;

  TriggerStream(JobText text) {
    this.text = text;
  }

  Publisher<byte[]> of(List<TriggeredJob> jobs) {
    return Flux.<String, Session>generate(() -> new Session(jobs), Session::next, Session::close)
        .filter(part -> !part.isEmpty())
        .map(part -> part.getBytes(StandardCharsets.UTF_8))
        .subscribeOn(Schedulers.fromExecutor(THREADS));
  }

  private static String title(TriggeredJob job) {
    return job.getApplication().isEmpty() ? "job" : job.getApplication();
  }

  /** One reader. */
  private final class Session {
    private final Queue<TriggeredJob> left;
    private final StringBuilder ends = new StringBuilder();
    private JobText.Following current;
    private boolean failed;

    Session(List<TriggeredJob> jobs) {
      left = new ArrayDeque<>(jobs);
    }

    Session next(SynchronousSink<String> sink) {
      try {
        if (current == null && left.isEmpty()) {
          sink.complete();
        } else {
          sink.next(current == null ? begin() : goOn());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        sink.complete();
      }
      return this;
    }

    void close() {
      if (current != null) {
        current.close();
      }
    }

    private String begin() {
      TriggeredJob job = left.element();
      current = text.follow(job.getJobId());
      return "» %s (job %s)\n".formatted(title(job), job.getJobId());
    }

    private String goOn() throws InterruptedException {
      String part = current.next();
      if (current.end().isEmpty()) {
        return part;
      }
      JobText.End end = current.end().get();
      current.close();
      current = null;
      failed |= !end.succeeded();
      ends.append(title(left.remove()))
          .append(end.succeeded() ? ": succeeded" : ": failed: " + end.failure())
          .append('\n');
      return left.isEmpty() ? part + "\n" + ends + (failed ? "failed\n" : "succeeded\n") : part;
    }
  }
}
