package dev.waypoint.gateway.auth;

import dev.waypoint.workflows.target.RunnerId;
import java.util.Optional;

/** Tells which runners may work. */
@FunctionalInterface
public interface RunnerAdmission {
  /**
   * Why a runner may not, in words for its log; empty when it may.
   *
   * @param finishing it only goes on with what it was given before
   */
  Optional<String> refusal(RunnerId runner, boolean finishing);
}
