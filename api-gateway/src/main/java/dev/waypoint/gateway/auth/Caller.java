package dev.waypoint.gateway.auth;

import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Context;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes a call, as its token says. */
public sealed interface Caller {
  /** Of the call that is being handled. */
  Context.Key<Caller> CURRENT = Context.keyWithDefault("waypoint-caller", new Anonymous());

  /** For messages and records: who did it. */
  String describe();

  static Caller current() {
    return CURRENT.get();
  }

  /** No token was shown. */
  record Anonymous() implements Caller {
    @Override
    public String describe() {
      return "anonymous";
    }
  }

  /**
   * A person.
   *
   * @param projects the only ones that it may touch; empty: all
   * @param trigger the only one that it may run, and nothing else; empty: no such limit
   */
  record User(
      String tokenId,
      String name,
      Role role,
      Set<String> projects,
      Optional<String> trigger,
      Optional<Instant> expires)
      implements Caller {
    public User {
      projects = Set.copyOf(projects);
    }

    @Override
    public String describe() {
      return name;
    }
  }

  /**
   * A runner.
   *
   * @param id absent: the token is good for any id
   * @param local good for a local runner only: it was made from a user's token
   * @param projects the only ones whose jobs it may get; empty: all
   * @param labels absent: the token is good for any labels; else for exactly these
   * @param job present: an on-demand runner's token, good for this job only
   * @param issued when the token was made
   */
  record Runner(
      String tokenId,
      Optional<RunnerId> id,
      boolean local,
      Set<String> projects,
      Optional<Map<String, String>> labels,
      Optional<JobId> job,
      Instant issued,
      Optional<Instant> expires)
      implements Caller {
    public Runner {
      projects = Set.copyOf(projects);
    }

    @Override
    public String describe() {
      return id.map(i -> "runner " + i).orElse("a runner token");
    }
  }

  /** An invitation, which can only be exchanged for a user's token. */
  record Invite(String tokenId, String user, Role role, Set<String> projects) implements Caller {
    @Override
    public String describe() {
      return "an invite for " + user;
    }
  }
}
