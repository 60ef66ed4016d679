package dev.waypoint.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A registry on this machine that has no image and answers all questions in one way. */
final class TestingRegistry implements AutoCloseable {
  private final HttpServer server;

  private TestingRegistry(int status, String code) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean ping = exchange.getRequestURI().getPath().equals("/v2/");
          byte[] body =
              (ping ? "{}" : "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}")
                  .formatted(code, code.toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(ping ? 200 : status, head ? -1 : body.length);
          if (!head) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  static TestingRegistry empty() throws IOException {
    return new TestingRegistry(404, "MANIFEST_UNKNOWN");
  }

  static TestingRegistry outOfOrder() throws IOException {
    return new TestingRegistry(503, "UNAVAILABLE");
  }

  String image() {
    return "127.0.0.1:%d/nowhere:1".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
