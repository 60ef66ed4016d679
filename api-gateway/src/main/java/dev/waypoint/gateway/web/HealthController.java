package dev.waypoint.gateway.web;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineHealth;
import dev.waypoint.gateway.store.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the server is well, and its figures. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Database database;
  private final Engine engine;
  private final PrometheusMeterRegistry metrics;

  HealthController(Database database, Engine engine, PrometheusMeterRegistry metrics) {
    this.database = database;
    this.engine = engine;
    this.metrics = metrics;
  }

  /** 200 when all is well, else 503; says what is not. */
  @Get("/health")
  HttpResponse<Map<String, Object>> health() {
    boolean databaseUp = database.answers(PATIENCE);
    EngineHealth engineHealth = engine.health();
    boolean up = databaseUp && engineHealth.up();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status(up));
    body.put("database", Map.of("status", status(databaseUp)));
    body.put(
        "engine", Map.of("status", status(engineHealth.up()), "message", engineHealth.message()));
    return HttpResponse.<Map<String, Object>>status(
            up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(body);
  }

  @Get("/metrics")
  @Produces(MediaType.TEXT_PLAIN)
  String metrics() {
    return metrics.scrape();
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
