package dev.waypoint.gateway.web;

import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Listens for HTTP, until the application context is closed. */
@Singleton
public final class HttpListener {
  private final Provider<EmbeddedServer> server;

  HttpListener(Provider<EmbeddedServer> server) {
    this.server = server;
  }

  public void start() {
    server.get().start();
  }

  public int port() {
    return server.get().getPort();
  }
}
