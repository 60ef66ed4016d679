package dev.waypoint.gateway.auth;

/** What a user may do. Each role may do what those before it may. */
public enum Role {
  /** Looks at everything but secrets. */
  READ_ONLY("read-only"),
  /** Queues and cancels jobs, changes projects. */
  DEPLOYER("deployer"),
  /** Decides about runners, tokens, users and the server. */
  OPERATOR("operator");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** As users write it. */
  public String word() {
    return word;
  }

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
