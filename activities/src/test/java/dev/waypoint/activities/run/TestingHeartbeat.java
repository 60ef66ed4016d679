package dev.waypoint.activities.run;

/** An engine that says what the test tells it to say. */
final class TestingHeartbeat implements Heartbeat {
  private volatile Signal signal = Signal.GO_ON;

  void say(Signal next) {
    signal = next;
  }

  @Override
  public Signal beat() {
    return signal;
  }
}
