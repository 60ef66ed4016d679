package dev.waypoint.gateway.auth;

import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * Sends the messages of a stream no faster than the client takes them, so that a slow one costs no
 * memory. Used by a thread of its own, since the call's thread is the one that hears of the client.
 */
public final class PacedSender<T> {
  private final ServerCallStreamObserver<T> client;
  private final Semaphore changed = new Semaphore(0);

  /** To be made before the method that serves the call returns. */
  public PacedSender(ServerCallStreamObserver<T> client) {
    this.client = client;
    client.setOnReadyHandler(changed::release);
    client.setOnCancelHandler(changed::release);
  }

  /**
   * Blocks while the client takes no more.
   *
   * @throws IOException when the client went away, or the thread is interrupted
   */
  public void send(T message) throws IOException {
    try {
      while (!client.isReady()) {
        if (client.isCancelled()) {
          throw new IOException("the client went away");
        }
        changed.acquire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    client.onNext(message);
  }
}
