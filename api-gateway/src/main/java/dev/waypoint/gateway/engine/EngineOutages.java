package dev.waypoint.gateway.engine;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells an engine that is away from one that refuses. */
public final class EngineOutages {
  private static final Set<Status.Code> CODES =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

  private EngineOutages() {}

  /** What the engine, or the way to it, answered; empty when the failure is of another kind. */
  public static Optional<StatusRuntimeException> of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(StatusRuntimeException.class::isInstance)
        .map(StatusRuntimeException.class::cast)
        .filter(status -> CODES.contains(status.getStatus().getCode()))
        .findFirst();
  }
}
