package dev.waypoint.gateway.job;

import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Operation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Names the lock of an application in a workspace. Operations that change what runs there take it;
 * the others, which look only, go on beside them.
 */
record LockKey(String value) {
  private static final Set<Operation> EXCLUSIVE =
      EnumSet.of(
          Operation.BUILD,
          Operation.PUSH,
          Operation.DEPLOY,
          Operation.RELEASE,
          Operation.DESTROY,
          Operation.UP);

  /** Upper and lower case make no difference. Empty for operations that need no lock. */
  static Optional<LockKey> of(Operation operation, ApplicationRef application, String workspace) {
    if (!EXCLUSIVE.contains(operation)) {
      return Optional.empty();
    }
    String name =
        String.join("\n", application.getProject(), application.getApplication(), workspace);
    return Optional.of(new LockKey(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public String toString() {
    return value;
  }
}
