package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Errors;
import dev.waypoint.gateway.auth.HttpCallers;
import dev.waypoint.protocol.v1.RunTriggerRequest;
import dev.waypoint.protocol.v1.TriggerServiceGrpc;
import dev.waypoint.protocol.v1.TriggeredJob;
import io.grpc.Context;
import io.grpc.Status;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Triggers by URL: answers at once with the jobs, or streams their output until they have ended.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class TriggerController {
  private static final String BEARER = "bearer ";

  private final HttpCallers callers;
  private final TriggerRuns runs;
  private final TriggerStream stream;

  TriggerController(HttpCallers callers, TriggerRuns runs, TriggerStream stream) {
    this.callers = callers;
    this.runs = runs;
    this.stream = stream;
  }

  /**
   * Runs a trigger.
   *
   * @param token for those who can send no header
   * @param streamed whether to answer with the output of the jobs
   * @param key the same one answers the same jobs
   * @param body {@code {"variables": {"NAME": VALUE}}}; looked at only if it is JSON
   */
  @Post(TriggerUrls.PATH + "{id}")
  @Consumes(MediaType.ALL)
  HttpResponse<?> run(
      String id,
      @Nullable @Header("Authorization") String authorization,
      @Nullable @QueryValue("token") String token,
      @QueryValue(value = "stream", defaultValue = "false") boolean streamed,
      @Nullable @Header("Idempotency-Key") String key,
      @Nullable @Body String body,
      HttpRequest<?> request) {
    try {
      RunTriggerRequest call =
          RunTriggerRequest.newBuilder()
              .setId(id)
              .addAllVariables(TriggerBody.variables(request.getContentType(), body))
              .setRequestId(Optional.ofNullable(key).orElse(""))
              .build();
      String peer = request.getRemoteAddress().getAddress().getHostAddress();
      Optional<String> shown = shown(authorization, token);
      Context caller = callers.admit(shown, method(shown), peer);
      List<TriggeredJob> jobs =
          caller.call(() -> shown.isPresent() ? runs.run(call) : runs.runOpen(call)).getJobsList();
      return streamed
          ? HttpResponse.ok(caller.call(() -> stream.of(jobs)))
              .contentType(MediaType.TEXT_PLAIN_TYPE)
          : HttpResponse.accepted().body(Map.of("jobs", jobs.stream().map(this::json).toList()));
    } catch (Exception e) {
      return failure(e);
    }
  }

  private static String method(Optional<String> token) {
    return token.isPresent()
        ? TriggerServiceGrpc.getRunTriggerMethod().getFullMethodName()
        : TriggerServiceGrpc.getRunOpenTriggerMethod().getFullMethodName();
  }

  private static Optional<String> shown(@Nullable String authorization, @Nullable String token) {
    return Optional.ofNullable(authorization)
        .or(() -> Optional.ofNullable(token))
        .map(String::strip)
        .map(
            text ->
                text.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? text.substring(BEARER.length()).strip()
                    : text)
        .filter(text -> !text.isEmpty());
  }

  private Map<String, Object> json(TriggeredJob job) {
    return Map.of(
        "application",
        job.getApplication(),
        "job",
        job.getJobId(),
        "warnings",
        List.copyOf(job.getWarningsList()));
  }

  private static HttpResponse<?> failure(Exception error) {
    Status status = Errors.toStatus(error);
    HttpStatus code =
        switch (status.getCode()) {
          case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
          case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
          case FAILED_PRECONDITION, ALREADY_EXISTS -> HttpStatus.CONFLICT;
          case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
          default ->
              error instanceof ApiException
                  ? HttpStatus.BAD_REQUEST
                  : HttpStatus.INTERNAL_SERVER_ERROR;
        };
    return HttpResponse.status(code).body(Map.of("error", status.getDescription()));
  }
}
