package dev.waypoint.plugin.ecs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers every request alike, and remembers them as they go over the wire. */
final class TestingHttp implements SdkHttpClient {
  /**
   * @param action of the service, such as {@code RunTask}
   */
  record Sent(String host, String action, String body) {}

  private final int status;
  private final String answer;
  private final List<Sent> sent = new ArrayList<>();

  TestingHttp(int status, String answer) {
    this.status = status;
    this.answer = answer;
  }

  List<Sent> sent() {
    return sent;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpRequest head = request.httpRequest();
    String body =
        request
            .contentStreamProvider()
            .map(
                provider -> {
                  try (var stream = provider.newStream()) {
                    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .orElse("");
    String target = head.firstMatchingHeader("X-Amz-Target").orElse("");
    sent.add(new Sent(head.host(), target.substring(target.indexOf('.') + 1), body));
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(status).build())
            .responseBody(
                AbortableInputStream.create(
                    new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
