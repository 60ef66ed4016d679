package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** The calls that Nomad's Java client does not know or would not give up when interrupted. */
final class Http implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final NomadAccess access;
  private final HttpClient client;

  /**
   * An answer to a question that can be asked again with {@code index}, to be answered when
   * something has changed.
   */
  record Answer(JsonNode body, long index) {}

  Http(NomadAccess access, SSLContext tls) {
    this.access = access;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .sslContext(tls)
            .build();
  }

  JsonNode get(String action, String path, Map<String, String> query)
      throws NomadFault, InterruptedException {
    return json(action, send(action, path, query, ANSWER_TIMEOUT, "GET", null));
  }

  /**
   * Waits for a change.
   *
   * @param index of the last answer; 0: answers at once
   * @param wait at most this long
   */
  Answer await(String action, String path, long index, Duration wait)
      throws NomadFault, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    if (index > 0) {
      query.put("index", String.valueOf(index));
      query.put("wait", wait.toMillis() + "ms");
    }
    // Nomad adds up to a sixteenth to the time that it waits.
    Duration patience = ANSWER_TIMEOUT.plus(wait.multipliedBy(17).dividedBy(16));
    HttpResponse<String> response = send(action, path, query, patience, "GET", null);
    long now = response.headers().firstValueAsLong("X-Nomad-Index").orElse(0);
    return new Answer(json(action, response), Math.max(now, 1));
  }

  JsonNode put(String action, String path, Map<String, String> query, JsonNode body)
      throws NomadFault, InterruptedException {
    return put(action, path, query, body, ANSWER_TIMEOUT);
  }

  /**
   * @param patience for what Nomad answers only when it is done
   */
  JsonNode put(
      String action, String path, Map<String, String> query, JsonNode body, Duration patience)
      throws NomadFault, InterruptedException {
    return json(action, send(action, path, query, patience, "PUT", body));
  }

  void delete(String action, String path) throws NomadFault, InterruptedException {
    delete(action, path, ANSWER_TIMEOUT);
  }

  /**
   * @param patience for what Nomad answers only when it is done
   */
  void delete(String action, String path, Duration patience)
      throws NomadFault, InterruptedException {
    send(action, path, Map.of(), patience, "DELETE", null);
  }

  /** The bytes as they come; the caller closes the stream. */
  InputStream stream(String action, String path, Map<String, String> query)
      throws NomadFault, InterruptedException {
    HttpRequest request = request(path, query, ANSWER_TIMEOUT, "GET", BodyPublishers.noBody());
    HttpResponse<InputStream> response = exchange(action, request, BodyHandlers.ofInputStream());
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    try (InputStream said = response.body()) {
      throw NomadFault.answered(
          action, response.statusCode(), new String(said.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw NomadFault.unreachable(action, access.address(), e);
    }
  }

  private HttpResponse<String> send(
      String action,
      String path,
      Map<String, String> query,
      Duration patience,
      String method,
      JsonNode body)
      throws NomadFault, InterruptedException {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    HttpResponse<String> response =
        exchange(action, request(path, query, patience, method, content), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw NomadFault.answered(action, response.statusCode(), response.body());
    }
    return response;
  }

  private <T> HttpResponse<T> exchange(String action, HttpRequest request, BodyHandler<T> handler)
      throws NomadFault, InterruptedException {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw NomadFault.unreachable(action, access.address(), e);
    }
  }

  private HttpRequest request(
      String path,
      Map<String, String> query,
      Duration patience,
      String method,
      BodyPublisher content) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put("region", access.region());
    all.putIfAbsent("namespace", access.namespace());
    String parameters =
        all.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(access.address() + path + "?" + parameters))
            .timeout(patience)
            .method(method, content);
    access.token().ifPresent(token -> request.header("X-Nomad-Token", token));
    return request.build();
  }

  private static JsonNode json(String action, HttpResponse<String> response) throws NomadFault {
    try {
      return Json.parse(response.body());
    } catch (JsonProcessingException e) {
      throw NomadFault.lasting(
          "cannot %s: what answers at %s is not Nomad"
              .formatted(action, response.uri().resolve("/")),
          e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
