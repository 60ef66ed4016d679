package dev.waypoint.activities.source;

import dev.waypoint.sdk.Cancellation;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a transfer that is no longer wanted. */
final class CancellableMonitor extends EmptyProgressMonitor {
  private final Cancellation cancellation;

  CancellableMonitor(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  @Override
  public boolean isCancelled() {
    return cancellation.requested();
  }
}
