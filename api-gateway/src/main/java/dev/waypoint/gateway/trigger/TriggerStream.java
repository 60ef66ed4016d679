package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.StandingCaller;
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
 * succeeded} or {@code failed}. Read only as fast as it is taken. It ends with the right to it, and
 * says so then.
 */
@Singleton
final class TriggerStream {
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final JobText text;

  TriggerStream(JobText text) {
    this.text = text;
  }

  Publisher<byte[]> of(List<TriggeredJob> jobs) {
    StandingCaller caller = StandingCaller.current();
    return Flux.<String, Session>generate(
            () -> new Session(jobs, caller), Session::next, Session::close)
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
    private final StandingCaller caller;
    private final StringBuilder ends = new StringBuilder();
    private JobText.Following current;
    private boolean failed;
    private boolean ended;

    Session(List<TriggeredJob> jobs, StandingCaller caller) {
      left = new ArrayDeque<>(jobs);
      this.caller = caller;
    }

    Session next(SynchronousSink<String> sink) {
      try {
        if (ended || current == null && left.isEmpty()) {
          sink.complete();
        } else {
          sink.next(current == null ? begin() : goOn());
        }
      } catch (ApiException e) {
        ended = true;
        sink.next("\nthe output is not shown any further: %s\n".formatted(e.getMessage()));
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
      caller.require(current.project());
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
