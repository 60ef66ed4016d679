package dev.waypoint.plugin.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP fake of an API server: it answers what a test gave it, and "not found" to the rest. */
final class TestingApiServer implements AutoCloseable {
  private record Answer(int status, String body) {}

  private static final String NOT_FOUND =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"not found\",\"code\":404}";

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  TestingApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers one after another when it is called again for a path; the last one stays. */
  TestingApiServer on(String path, int status, String body) {
    answers.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  /** The paths that were asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** A kubeconfig for it, whose context has the namespace {@code apps}. */
  Path kubeconfig(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
          - name: test
            cluster: { server: "http://127.0.0.1:%d" }
        users:
          - name: test
            user: { token: "good" }
        contexts:
          - name: test
            context: { cluster: test, user: test, namespace: apps }
        """
            .formatted(server.getAddress().getPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Answer answer = next(path);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized Answer next(String path) {
    Deque<Answer> those = answers.getOrDefault(path, new ArrayDeque<>());
    return those.size() > 1
        ? those.remove()
        : Optional.ofNullable(those.peek()).orElse(new Answer(404, NOT_FOUND));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
