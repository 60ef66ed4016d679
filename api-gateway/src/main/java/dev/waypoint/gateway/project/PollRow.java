package dev.waypoint.gateway.project;

import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something about a project that is looked at again and again.
 *
 * @param appliedRef the commit that is deployed
 * @param appliedTree the identity of the project's directory in it
 * @param pending the commit whose jobs are under way
 * @param abandonedRef the commit that could not be deployed; it is left alone
 * @param problem why the last look had no result; empty: it had
 * @param look which look this is; empty before the first
 */
public record PollRow(
    String project,
    Kind kind,
    Duration interval,
    Instant nextAt,
    Optional<Instant> lastAt,
    Optional<String> appliedRef,
    Optional<String> appliedTree,
    Optional<Pending> pending,
    Optional<String> abandonedRef,
    String problem,
    Optional<String> look) {
  /** What is looked at. */
  public enum Kind {
    GIT,
    STATUS
  }

  /**
   * @param id of its jobs' requests
   * @param round how often they were tried before
   */
  public record Pending(String ref, Optional<String> tree, String id, int round) {
    public static Pending of(String ref, Optional<String> tree) {
      return new Pending(ref, tree, Ids.next(), 0);
    }

    public Pending nextRound() {
      return new Pending(ref, tree, id, round + 1);
    }
  }

  public PollRow applied(String ref, Optional<String> tree) {
    return with(Optional.of(ref), tree, Optional.empty(), Optional.empty(), "");
  }

  public PollRow pending(Pending wanted, String why) {
    return with(appliedRef, appliedTree, Optional.of(wanted), Optional.empty(), why);
  }

  public PollRow abandoned(String ref, String why) {
    return with(appliedRef, appliedTree, Optional.empty(), Optional.of(ref), why);
  }

  public PollRow problem(String why) {
    return with(appliedRef, appliedTree, pending, abandonedRef, why);
  }

  PollRow lookedAtBy(String newLook) {
    return new PollRow(
        project,
        kind,
        interval,
        nextAt,
        lastAt,
        appliedRef,
        appliedTree,
        pending,
        abandonedRef,
        problem,
        Optional.of(newLook));
  }

  private PollRow with(
      Optional<String> newRef,
      Optional<String> newTree,
      Optional<Pending> newPending,
      Optional<String> newAbandoned,
      String why) {
    return new PollRow(
        project,
        kind,
        interval,
        nextAt,
        lastAt,
        newRef,
        newTree,
        newPending,
        newAbandoned,
        why,
        look);
  }

  static PollRow of(Row row) {
    return new PollRow(
        row.text("project"),
        row.constant("kind", Kind.class),
        Duration.ofSeconds(row.number("interval_seconds")),
        row.time("next_at"),
        row.optionalTime("last_at"),
        row.optionalText("applied_ref"),
        row.optionalText("applied_tree"),
        row.optionalText("pending_ref")
            .map(
                ref ->
                    new Pending(
                        ref,
                        row.optionalText("pending_tree"),
                        row.text("pending_id"),
                        row.integer("pending_round"))),
        row.optionalText("abandoned_ref"),
        row.text("problem"),
        row.optionalText("look"));
  }
}
