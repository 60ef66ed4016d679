package dev.waypoint.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Optional;

/** A registry on this machine that has no image and answers all questions in one way. */
final class TestingRegistry implements AutoCloseable {
  private final HttpServer server;

  private TestingRegistry(int status, String code, Optional<String> wanted) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String said = exchange.getRequestHeaders().getFirst("Authorization");
          if (wanted.isPresent() && !wanted.get().equals(said)) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"tests\"");
            answer(exchange, 401, error("UNAUTHORIZED"));
          } else if (exchange.getRequestURI().getPath().equals("/v2/")) {
            answer(exchange, 200, "{}");
          } else {
            answer(exchange, status, error(code));
          }
        });
    server.start();
  }

  private static String error(String code) {
    return "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
        .formatted(code, code.toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  static TestingRegistry empty() throws IOException {
    return new TestingRegistry(404, "MANIFEST_UNKNOWN", Optional.empty());
  }

  static TestingRegistry outOfOrder() throws IOException {
    return new TestingRegistry(503, "UNAVAILABLE", Optional.empty());
  }

  /** It has no image either, but says so only to this user. */
  static TestingRegistry closed(String user, String password) throws IOException {
    String credentials =
        Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return new TestingRegistry(404, "MANIFEST_UNKNOWN", Optional.of("Basic " + credentials));
  }

  String image() {
    return "127.0.0.1:%d/nowhere:1".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
