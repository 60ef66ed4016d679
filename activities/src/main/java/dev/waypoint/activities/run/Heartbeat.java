package dev.waypoint.activities.run;

/** Tells the engine that an attempt is alive, and hears from it. */
@FunctionalInterface
public interface Heartbeat {
  /** What the engine says. */
  enum Signal {
    /** Carry on. */
    GO_ON,
    /** Somebody cancelled the job: unwind and deliver. */
    CANCEL,
    /** The engine has not been reached for so long that it has given this attempt up. */
    CUT_OFF,
    /** The engine does not know this attempt any more. */
    GONE
  }

  /** Blocks for at most ten seconds. */
  Signal beat();
}
