package dev.waypoint.system;

/** Two runners with the same labels, one of which executes what a command has begun. */
record TwoRunners(Program first, Program second) {
  private static final String FIRST = "first";
  private static final String SECOND = "second";

  static TwoRunners of(Installation installation) {
    return new TwoRunners(
        installation.adoptedRunner(FIRST, "env=dev"),
        installation.adoptedRunner(SECOND, "env=dev"));
  }

  /**
   * The one that was chosen.
   *
   * @param other the id of the one that was not
   */
  record Chosen(Program runner, String id, String other) {}

  /** Waits until the command says which one executes it. */
  Chosen chosenFor(Program command) {
    String announced = command.awaitLine(line -> line.contains(FIRST) || line.contains(SECOND));
    return announced.contains(FIRST)
        ? new Chosen(first, FIRST, SECOND)
        : new Chosen(second, SECOND, FIRST);
  }
}
