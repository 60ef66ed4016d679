package dev.waypoint.gateway.web;

import dev.waypoint.gateway.proxy.ProxyCounters;
import dev.waypoint.gateway.proxy.TemporalProxy;
import dev.waypoint.gateway.runner.RunnerRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** The server's own figures. The names are here and nowhere else. */
@Singleton
final class GatewayMetrics implements MeterBinder {
  private final Provider<TemporalProxy> proxy;
  private final Provider<RunnerRegistry> runners;
  private final Clock clock;

  /** What is measured needs the database, whose pool is measured too: hence asked for late. */
  GatewayMetrics(Provider<TemporalProxy> proxy, Provider<RunnerRegistry> runners, Clock clock) {
    this.proxy = proxy;
    this.runners = runners;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("waypoint.runners.online", this, GatewayMetrics::online).register(registry);
    gauge(registry, "waypoint.tasks.held", ProxyCounters::heldTasks);
    gauge(registry, "waypoint.tasks.parked", ProxyCounters::parkedTasks);
    gauge(registry, "waypoint.polls.waiting", ProxyCounters::waitingPolls);
    gauge(registry, "waypoint.polls.upstream", ProxyCounters::upstreamPolls);
    counter(registry, "waypoint.tasks.delivered", ProxyCounters::delivered);
    counter(registry, "waypoint.tasks.completed", ProxyCounters::completed);
    counter(registry, "waypoint.tasks.handed.back", ProxyCounters::handedBack);
    counter(registry, "waypoint.tasks.failed.for.runner", ProxyCounters::failedForRunner);
    counter(registry, "waypoint.calls.refused", ProxyCounters::refused);
    counter(registry, "waypoint.upstream.errors", ProxyCounters::upstreamErrors);
  }

  private double online() {
    Instant now = clock.instant();
    return runners.get().runners(false).stream().filter(row -> row.online(now)).count();
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<ProxyCounters> figure) {
    Gauge.builder(name, proxy, p -> figure.applyAsDouble(p.get().counters())).register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<ProxyCounters> figure) {
    FunctionCounter.builder(name, proxy, p -> figure.applyAsDouble(p.get().counters()))
        .register(registry);
  }
}
