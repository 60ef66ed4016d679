package dev.waypoint.gateway.boot;

import jakarta.inject.Singleton;

/** The port that the server listens on; known once it does. */
@Singleton
public final class GrpcPort {
  private volatile int port;

  public int get() {
    return port;
  }

  void set(int actual) {
    port = actual;
  }
}
