package dev.waypoint.worker;

import java.nio.file.Path;
import java.util.Optional;

/** What a runner holds on its machine for as long as it lives. */
final class AgentResources implements AutoCloseable {
  private final Optional<LivenessListener> liveness;
  private final Optional<StateDirectory> state;
  private final JobDirectories jobDirectories;

  private AgentResources(
      Optional<LivenessListener> liveness,
      Optional<StateDirectory> state,
      JobDirectories jobDirectories) {
    this.liveness = liveness;
    this.state = state;
    this.jobDirectories = jobDirectories;
  }

  /** All of them, or none. */
  static AgentResources open(AgentOptions options, Path temporary) throws AgentStartException {
    Optional<LivenessListener> liveness = Optional.empty();
    Optional<StateDirectory> state = Optional.empty();
    boolean opened = false;
    try {
      if (options.livenessAddress().isPresent()) {
        liveness = Optional.of(LivenessListener.open(options.livenessAddress().get()));
      }
      if (options.stateDirectory().isPresent()) {
        state = Optional.of(StateDirectory.open(options.stateDirectory().get()));
      }
      AgentResources resources =
          new AgentResources(liveness, state, JobDirectories.open(temporary));
      opened = true;
      return resources;
    } finally {
      if (!opened) {
        liveness.ifPresent(LivenessListener::close);
        state.ifPresent(StateDirectory::close);
      }
    }
  }

  Optional<StateDirectory> state() {
    return state;
  }

  JobDirectories jobDirectories() {
    return jobDirectories;
  }

  @Override
  public void close() {
    liveness.ifPresent(LivenessListener::close);
    state.ifPresent(StateDirectory::close);
    jobDirectories.close();
  }
}
