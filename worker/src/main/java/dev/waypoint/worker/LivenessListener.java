package dev.waypoint.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Accepts connections and closes them at once: whoever connects knows that the process lives. */
final class LivenessListener implements AutoCloseable {
  /** Between failures: where no connection can be had at all, trying is not to cost a core. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerSocket socket;

  private LivenessListener(ServerSocket socket) {
    this.socket = socket;
  }

  /**
   * @param address {@code host:port} or {@code :port}
   */
  static LivenessListener open(String address) throws AgentStartException {
    int colon = address.lastIndexOf(':');
    String host = colon <= 0 ? "" : address.substring(0, colon).replaceAll("[\\[\\]]", "");
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(
          host.isEmpty()
              ? new InetSocketAddress(port)
              : new InetSocketAddress(InetAddress.getByName(host), port));
      LivenessListener listener = new LivenessListener(socket);
      Thread.ofVirtual().name("liveness").start(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new AgentStartException(
          "The liveness address %s cannot be listened on: %s".formatted(address, e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw new AgentStartException(
          "The liveness address '%s' is not of the form host:port.".formatted(address), e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nobody can do anything about it.
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.setSoLinger(false, 0);
      } catch (IOException e) {
        // One connection less; a closed listener ends the loop.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
