package dev.waypoint.sdk.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on to a server, and fails as networks do: an answer is lost, though the server
 * has done what it was asked for; all connections break at once.
 */
public final class TestingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final Server server;
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private String unanswered;
  private boolean lost;

  /** Where connections are passed on to. */
  @FunctionalInterface
  public interface Server {
    Wire connect() throws IOException;
  }

  /** One connection, for one who reads and one who writes at the same time. */
  public interface Wire {
    /** As {@link InputStream#read(byte[])}. */
    int read(byte[] into) throws IOException;

    void write(byte[] bytes, int count) throws IOException;

    /** Also ends reading and writing. */
    void close();
  }

  private TestingProxy(Server server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Begins to listen on a free port of this machine. */
  public static TestingProxy to(Server server) throws IOException {
    return new TestingProxy(server);
  }

  /** A server that listens on a socket of the file system. */
  public static Wire connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    return new Wire() {
      @Override
      public int read(byte[] into) throws IOException {
        return channel.read(ByteBuffer.wrap(into));
      }

      @Override
      public void write(byte[] bytes, int count) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, 0, count);
        while (left.hasRemaining()) {
          channel.write(left);
        }
      }

      @Override
      public void close() {
        closeQuietly(channel);
      }
    };
  }

  /** A connection that was made. */
  public static Wire wire(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    return new Wire() {
      @Override
      public int read(byte[] into) throws IOException {
        return in.read(into);
      }

      @Override
      public void write(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        out.flush();
      }

      @Override
      public void close() {
        closeQuietly(socket);
      }
    };
  }

  public int port() {
    return listener.getLocalPort();
  }

  /**
   * The next request with this in its line or a header is passed on; its connection breaks when the
   * server answers.
   */
  public synchronized void loseAnswerTo(String part) {
    unanswered = part;
    lost = false;
  }

  /** Whether that has happened. */
  public synchronized boolean hasLost() {
    return lost;
  }

  private synchronized boolean losesAnswerTo(String request) {
    if (unanswered != null && request.contains(unanswered)) {
      unanswered = null;
      return true;
    }
    return false;
  }

  private synchronized void lose() {
    lost = true;
  }

  /** Breaks all connections that are there now. */
  public void cut() {
    open.forEach(Wire::close);
    open.clear();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private void accept() {
    try {
      while (true) {
        Wire client = wire(listener.accept());
        open.add(client);
        Thread.ofPlatform().daemon().start(() -> pass(client));
      }
    } catch (IOException _) {
      // Closed: nobody is to come any more.
    }
  }

  private void pass(Wire client) {
    try {
      new Passage(client, server.connect()).run();
    } catch (IOException _) {
      client.close();
    }
  }

  private static void closeQuietly(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception _) {
      // It is of no use any more.
    }
  }

  /** One client's connection and the one to the server. */
  private final class Passage {
    private final Wire client;
    private final Wire upstream;
    private volatile boolean loses;

    Passage(Wire client, Wire upstream) {
      this.client = client;
      this.upstream = upstream;
      open.add(upstream);
    }

    void run() {
      Thread answers = Thread.ofPlatform().daemon().start(() -> pump(this::answer));
      pump(this::ask);
      try {
        answers.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void pump(Step step) {
      byte[] buffer = new byte[32 * 1024];
      try {
        boolean more = true;
        while (more) {
          more = step.go(buffer);
        }
      } catch (IOException _) {
        // One end has gone: so does the other.
      }
      client.close();
      upstream.close();
      open.remove(client);
      open.remove(upstream);
    }

    private boolean ask(byte[] buffer) throws IOException {
      int count = client.read(buffer);
      if (count > 0) {
        if (losesAnswerTo(new String(buffer, 0, count, StandardCharsets.ISO_8859_1))) {
          loses = true;
        }
        upstream.write(buffer, count);
      }
      return count >= 0;
    }

    private boolean answer(byte[] buffer) throws IOException {
      int count = upstream.read(buffer);
      if (loses) {
        lose();
        return false;
      }
      if (count > 0) {
        client.write(buffer, count);
      }
      return count >= 0;
    }
  }

  @FunctionalInterface
  private interface Step {
    boolean go(byte[] buffer) throws IOException;
  }
}
