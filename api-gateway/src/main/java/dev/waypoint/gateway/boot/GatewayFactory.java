package dev.waypoint.gateway.boot;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineSelection;
import dev.waypoint.gateway.proxy.PooledTemporalProxy;
import dev.waypoint.gateway.proxy.ProxySettings;
import dev.waypoint.gateway.proxy.RunnerDirectory;
import dev.waypoint.gateway.proxy.TaskCompanion;
import dev.waypoint.gateway.proxy.TemporalProxy;
import dev.waypoint.gateway.store.KeyRing;
import dev.waypoint.gateway.store.SecretBox;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The parts that are not made by injection alone. */
@Factory
final class GatewayFactory {
  @Singleton
  SecretBox secretBox(KeyRing keys) {
    return new SecretBox(keys.boxKey());
  }

  /** Closed by {@link EngineCloser}. */
  @Singleton
  Engine engine(GatewayOptions options) {
    return EngineSelection.start(options.engine());
  }

  @Singleton
  @Bean(preDestroy = "close")
  TemporalProxy temporalProxy(
      Engine engine,
      RunnerDirectory directory,
      KeyRing keys,
      BeanProvider<TaskCompanion> companion,
      Clock clock) {
    return new PooledTemporalProxy(
        engine,
        directory,
        keys.taskKey(),
        ProxySettings.DEFAULT,
        (runner, task) -> companion.get().of(runner, task),
        clock);
  }
}
