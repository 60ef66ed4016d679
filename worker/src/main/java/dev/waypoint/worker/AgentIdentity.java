package dev.waypoint.worker;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.target.RunnerId;
import java.util.Optional;
import java.util.UUID;

/** Who a runner is: what it was told to be, what it was before, or somebody new. */
final class AgentIdentity {
  private AgentIdentity() {}

  /** A new id is kept where there is a state directory; a given one is not. */
  static RunnerId of(AgentOptions options, Optional<StateDirectory> state)
      throws AgentStartException {
    try {
      if (options.id().isPresent()) {
        return new RunnerId(options.id().get());
      }
      if (state.isPresent() && state.get().id().isPresent()) {
        return new RunnerId(state.get().id().get());
      }
    } catch (IllegalArgumentException e) {
      throw new AgentStartException(e.getMessage(), e);
    }
    RunnerId made = new RunnerId(UlidCreator.getMonotonicUlid().toString());
    if (state.isPresent()) {
      state.get().writeId(made.value());
    }
    return made;
  }

  /** How it introduces itself to the gateway. */
  static ConnectRequest introduction(AgentOptions options, RunnerId id) {
    return ConnectRequest.newBuilder()
        .setId(id.value())
        .setKind(
            switch (options.kind()) {
              case STATIC -> RunnerKind.STATIC;
              case ON_DEMAND -> RunnerKind.ON_DEMAND;
              case CLI -> RunnerKind.CLI_RUNNER;
            })
        .putAllLabels(options.labels())
        .setConcurrency(options.concurrency())
        .setVersion(options.version())
        .setInstance(UUID.randomUUID().toString())
        .build();
  }
}
