package dev.waypoint.plugin.kubernetes;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Passes on what a container writes, from its first byte. When the stream breaks it is followed
 * again: what was passed on is passed over.
 */
final class LogFollower implements AutoCloseable {
  /** An answer begins with the first byte of output, which may be long in coming. */
  private static final Duration LONGEST = Duration.ofDays(2);

  private static final int NOT_YET = 400;

  private final Cluster cluster;
  private final Pod pod;
  private final OutputStream output;
  private long passed;
  private Stream stream;

  LogFollower(Cluster cluster, Pod pod, Terminal terminal) {
    this.cluster = cluster;
    this.pod = pod;
    this.output = terminal.stdout();
  }

  /** Begins to pass on; does nothing if it does so already. */
  void follow() {
    if (stream == null || stream.hasBroken()) {
      stream = new Stream(true);
    }
  }

  /**
   * Waits until everything is passed on that the container wrote, which has ended.
   *
   * @param patience how long a stream that brings nothing is waited for, before it is read anew
   */
  void complete(Duration patience) throws KubeFault, InterruptedException {
    if (stream != null && stream.endsWell(patience)) {
      return;
    }
    close();
    stream = new Stream(false);
    stream.await(patience.multipliedBy(4));
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.cancel();
    }
  }

  private synchronized void pass(ByteBuffer bytes, long before) throws IOException {
    int known = Math.clamp(passed - before, 0, bytes.remaining());
    byte[] fresh = new byte[bytes.remaining() - known];
    bytes.position(bytes.position() + known).get(fresh);
    output.write(fresh);
    output.flush();
    passed += fresh.length;
  }

  /** One request for the log, from its beginning. */
  private final class Stream {
    private final CompletableFuture<HttpResponse<AsyncBody>> response;
    private final CompletableFuture<Void> end;
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private volatile boolean cancelled;
    private volatile long seen;

    Stream(boolean follow) {
      HttpRequest request =
          cluster
              .client()
              .getHttpClient()
              .newHttpRequestBuilder()
              .uri(
                  "%sapi/v1/namespaces/%s/pods/%s/log?container=%s&follow=%s"
                      .formatted(
                          cluster.client().getConfiguration().getMasterUrl(),
                          cluster.namespace(),
                          pod.getMetadata().getName(),
                          TaskJob.CONTAINER,
                          follow))
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
          if (isRefused()) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            refusal.write(bytes);
          } else {
            int length = buffer.remaining();
            pass(buffer, seen);
            seen += length;
          }
        }
        body.consume();
      }
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
