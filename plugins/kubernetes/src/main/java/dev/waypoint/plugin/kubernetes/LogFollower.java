package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Passes on what a container writes, from its first byte. When the stream breaks it is followed
 * again: what was passed on is passed over, by the times of the lines, since a node begins its log
 * anew when it grows (every 10 MB, unless told otherwise) and then gives out the new part only.
 */
final class LogFollower implements AutoCloseable {
  /** An answer begins with the first byte of output, which may be long in coming. */
  private static final Duration LONGEST = Duration.ofDays(2);

  private static final int NOT_YET = 400;

  private final Cluster cluster;
  private final Pod pod;
  private final Terminal terminal;
  private final OutputStream output;
  private Instant last = Instant.MIN;
  private long passedOfLast;
  private int streams;
  private Stream stream;

  LogFollower(Cluster cluster, Pod pod, Terminal terminal) {
    this.cluster = cluster;
    this.pod = pod;
    this.terminal = terminal;
    this.output = terminal.stdout();
  }

  /** Begins to pass on; does nothing if it does so already. */
  void follow() {
    if (stream == null || stream.hasBroken()) {
      stream = new Stream(true);
    }
  }

  /**
   * Waits until everything is passed on that the container wrote, which has ended. A followed
   * stream ends with the part of the log that the node was reading, be there a later one or not: so
   * the end is always read once more. Where that fails, a warning says what may be missing.
   *
   * @param patience how long a stream that brings nothing is waited for, before it is read anew
   */
  void complete(Duration patience) throws KubeFault, InterruptedException {
    boolean ended = stream != null && stream.endsWell(patience);
    close();
    stream = new Stream(false);
    try {
      stream.await(patience.multipliedBy(4));
    } catch (KubeFault e) {
      if (!ended) {
        throw e;
      }
      if (!e.isNotFound()) {
        terminal.line(
            Style.WARNING, "the last lines of the output may be missing: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.cancel();
    }
  }

  private synchronized int next() {
    return ++streams;
  }

  private synchronized Instant since() {
    return last.equals(Instant.MIN) ? Instant.EPOCH : last.truncatedTo(ChronoUnit.SECONDS);
  }

  /** One request for the log, from the second on of which the last line is that was passed on. */
  private final class Stream {
    private final int number = next();
    private final TimedLog log = new TimedLog(this::pass);
    private final ByteArrayOutputStream fresh = new ByteArrayOutputStream();
    private final CompletableFuture<HttpResponse<AsyncBody>> response;
    private final CompletableFuture<Void> end;
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private volatile boolean cancelled;
    private volatile long seen;
    private boolean caughtUp;
    private long seenOfLast;

    Stream(boolean follow) {
      HttpRequest request =
          cluster
              .client()
              .getHttpClient()
              .newHttpRequestBuilder()
              .uri(
                  "%sapi/v1/namespaces/%s/pods/%s/log?container=%s&follow=%s&timestamps=true&sinceTime=%s"
                      .formatted(
                          cluster.client().getConfiguration().getMasterUrl(),
                          cluster.namespace(),
                          pod.getMetadata().getName(),
                          TaskJob.CONTAINER,
                          follow,
                          since()))
              .timeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
              .build();
      response = cluster.client().getHttpClient().consumeBytes(request, this::take);
      end =
          response.thenCompose(
              answer -> {
                answer.body().consume();
                return answer.body().done();
              });
    }

    private void take(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
      if (!cancelled) {
        for (ByteBuffer buffer : buffers) {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          if (isRefused()) {
            refusal.write(bytes);
          } else {
            passOn(bytes);
            seen += bytes.length;
          }
        }
        body.consume();
      }
    }

    /** Of several streams only the newest passes on. */
    private void passOn(byte[] bytes) throws IOException {
      synchronized (LogFollower.this) {
        if (number == streams) {
          log.take(bytes);
          fresh.writeTo(output);
          output.flush();
          fresh.reset();
        }
      }
    }

    private void pass(Instant at, byte[] bytes, int from, int length) {
      int known = caughtUp ? 0 : known(at, length);
      fresh.write(bytes, from + known, length - known);
      if (at.isAfter(last)) {
        last = at;
        passedOfLast = 0;
      }
      if (at.equals(last)) {
        passedOfLast += length - known;
      }
    }

    /** How much of a piece was passed on before. */
    private int known(Instant at, int length) {
      if (at.isBefore(last)) {
        return length;
      }
      if (at.isAfter(last)) {
        caughtUp = true;
        return 0;
      }
      int known = Math.clamp(passedOfLast - seenOfLast, 0, length);
      seenOfLast += length;
      return known;
    }

    /** The body is asked for only when the answer's status is known. */
    private boolean isRefused() {
      return !HttpResponse.isSuccessful(response.join().code());
    }

    boolean hasBroken() {
      return end.isCompletedExceptionally() || end.isDone() && isRefused();
    }

    boolean endsWell(Duration patience) throws InterruptedException {
      try {
        awaitEnd(patience);
        return !isRefused();
      } catch (ExecutionException | TimeoutException _) {
        return false;
      }
    }

    /** However long it takes, as long as it brings something. */
    private void awaitEnd(Duration patience)
        throws ExecutionException, TimeoutException, InterruptedException {
      while (true) {
        long before = seen;
        try {
          end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException e) {
          if (seen == before) {
            throw e;
          }
        }
      }
    }

    void await(Duration patience) throws KubeFault, InterruptedException {
      String action = "read the output of the pod " + pod.getMetadata().getName();
      try {
        awaitEnd(patience);
      } catch (ExecutionException e) {
        throw KubeFault.passing("cannot %s: %s".formatted(action, e.getCause().getMessage()));
      } catch (TimeoutException _) {
        throw KubeFault.passing("cannot %s: it does not end".formatted(action));
      }
      if (isRefused() && response.join().code() != NOT_YET) {
        throw KubeFault.answered(
            action, response.join().code(), refusal.toString(StandardCharsets.UTF_8), null);
      }
    }

    void cancel() {
      cancelled = true;
      response.thenAccept(answer -> answer.body().cancel());
    }
  }
}
