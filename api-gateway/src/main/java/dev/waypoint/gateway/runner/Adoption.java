package dev.waypoint.gateway.runner;

import dev.waypoint.protocol.v1.AdoptionState;

/** Whether an operator lets a runner work. */
public enum Adoption {
  /** Waits for an operator. */
  PENDING,
  /** Came with a good token. */
  PREADOPTED,
  /** An operator said yes. */
  ADOPTED,
  /** An operator said no. Follows the id, whatever labels and token it comes with. */
  REJECTED,
  /** As if it had never been; the row remains for a while, so that other replicas notice. */
  FORGOTTEN;

  public boolean admits() {
    return this == PREADOPTED || this == ADOPTED;
  }

  public AdoptionState toProto() {
    return switch (this) {
      case PENDING, FORGOTTEN -> AdoptionState.PENDING;
      case PREADOPTED -> AdoptionState.PREADOPTED;
      case ADOPTED -> AdoptionState.ADOPTED;
      case REJECTED -> AdoptionState.REJECTED;
    };
  }
}
