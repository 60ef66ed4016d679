package dev.waypoint.sdk.component;

import static java.util.Objects.requireNonNull;

import dev.waypoint.sdk.PluginException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Asks a URL how what stands behind it is: a status of 2xx is {@link Health#READY}, anything else,
 * and no answer, is {@link Health#DOWN}. Redirects are not followed.
 */
public final class HttpHealthCheck {
  private final Duration timeout;

  /**
   * @param timeout for connecting, and again for the answer
   */
  public HttpHealthCheck(Duration timeout) {
    this.timeout = requireNonNull(timeout, "timeout is null");
  }

  /**
   * Asks once, by GET.
   *
   * @throws PluginException if it is not a URL that can be asked
   */
  public StatusReport ask(String url) throws PluginException, InterruptedException {
    HttpRequest request;
    try {
      request = HttpRequest.newBuilder(URI.create(url)).timeout(timeout).build();
    } catch (IllegalArgumentException e) {
      throw new PluginException("\"%s\" is not a URL that can be asked".formatted(url), e);
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build()) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      Health health = status / 100 == 2 ? Health.READY : Health.DOWN;
      return new StatusReport(health, "%s answered %d".formatted(url, status));
    } catch (IOException e) {
      return new StatusReport(Health.DOWN, "%s %s".formatted(url, reason(e)));
    }
  }

  private String reason(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ -> "did not answer within %d ms".formatted(timeout.toMillis());
      case ConnectException _ -> "takes no connection";
      default -> "did not answer: " + e.getMessage();
    };
  }
}
