package dev.waypoint.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A platform's API, as far as it can be had without a library. */
record HttpApi(HttpClient http, String address, Map<String, String> headers) {
  record Answer(HttpResponse<String> response) {
    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /**
   * @param more names and values of further headers
   * @throws IOException if the answer is no success
   */
  Answer ask(String method, String path, String body, String... more)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (more.length > 0) {
      request.headers(more);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("%s %s: %s".formatted(method, path, response.body()));
    }
    return new Answer(response);
  }
}
