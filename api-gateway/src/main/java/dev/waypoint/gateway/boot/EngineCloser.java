package dev.waypoint.gateway.boot;

import dev.waypoint.gateway.engine.Engine;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * Closes the engine with the server. One that remembers nothing is not waited for: the in-process
 * one takes seconds to end its long polls.
 */
@Singleton
final class EngineCloser {
  private final Engine engine;

  EngineCloser(Engine engine) {
    this.engine = engine;
  }

  @PreDestroy
  void close() {
    if (engine.durable()) {
      engine.close();
    } else {
      Thread.ofPlatform().daemon().name("engine-close").start(engine::close);
    }
  }
}
