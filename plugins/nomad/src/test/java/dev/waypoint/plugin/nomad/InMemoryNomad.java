package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps jobs, CSI volumes and variables, runs nothing, and writes down what it is asked to do. */
final class InMemoryNomad implements AutoCloseable {
  private record Answer(int status, String body) {}

  private static final Answer DONE = new Answer(200, "{}");
  private static final Answer NOT_FOUND = new Answer(404, "not found");

  private final Map<String, ObjectNode> things = new ConcurrentHashMap<>();
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int refusedDeletes;
  private volatile boolean volumesForbidden;

  InMemoryNomad() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was changed: method and path of each request, without its query. */
  List<String> changes() {
    return List.copyOf(changes);
  }

  Optional<JsonNode> job(String id) {
    return Optional.ofNullable(things.get("/v1/job/" + id));
  }

  Optional<JsonNode> volume(String id) {
    return Optional.ofNullable(things.get("/v1/volume/csi/" + id));
  }

  /** A node holds volumes for so many tries to remove them. */
  void holdVolumes(int tries) {
    refusedDeletes = tries;
  }

  /** Whoever asks has no rights for volumes. */
  void forbidVolumes() {
    volumesForbidden = true;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!method.equals("GET")) {
      changes.add(method + " " + path);
    }
    Answer answer =
        path.startsWith("/v1/volume/")
            ? volumes(method, path, body)
            : others(method, path, body, String.valueOf(exchange.getRequestURI().getQuery()));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer volumes(String method, String path, String body) throws IOException {
    String volume = path.replaceFirst("/(create|delete)$", "");
    if (volumesForbidden) {
      return new Answer(403, "Permission denied");
    }
    if (method.equals("DELETE") && refusedDeletes > 0) {
      refusedDeletes--;
      return new Answer(500, "volume in use: " + volume);
    }
    return switch (method) {
      case "PUT" -> keep(volume, Json.parse(body).path("Volumes").path(0));
      case "DELETE" -> things.remove(volume) == null ? NOT_FOUND : DONE;
      default -> get(volume);
    };
  }

  private Answer others(String method, String path, String body, String query) throws IOException {
    if (path.equals("/v1/jobs")) {
      JsonNode job = Json.parse(body).path("Job");
      return keep("/v1/job/" + job.path("ID").asText(), job);
    }
    if (path.endsWith("/allocations")) {
      return new Answer(200, "[]");
    }
    return switch (method) {
      case "PUT" -> keep(path, Json.object());
      case "DELETE" -> {
        if (!path.startsWith("/v1/job/") || query.contains("purge=true")) {
          things.remove(path);
        }
        yield DONE;
      }
      default -> get(path);
    };
  }

  private Answer keep(String path, JsonNode thing) {
    things.put(path, (ObjectNode) thing);
    return DONE;
  }

  private Answer get(String path) {
    JsonNode thing = things.get(path);
    return thing == null ? NOT_FOUND : new Answer(200, thing.toString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
