package dev.waypoint.gateway.snapshot;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Lets a client ask the server to end. */
@Singleton
public final class ExitRequest {
  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  void ask() {
    asked.complete(null);
  }

  /** Runs it once the server was asked to end; at once when it was already. */
  public void onAsked(Runnable step) {
    asked.thenRun(step);
  }
}
