package dev.waypoint.system;

/** Two runners with the same labels, one of which executes what a command has begun. */
record TwoRunners(Program first, String firstId, Program second, String secondId)
    implements AutoCloseable {
  /**
   * @param name what their ids begin with
   */
  static TwoRunners of(Installation installation, String name) {
    String first = name + "-first";
    String second = name + "-second";
    return new TwoRunners(
        installation.adoptedRunner(first, "env=dev"),
        first,
        installation.adoptedRunner(second, "env=dev"),
        second);
  }

  /**
   * The one that was chosen.
   *
   * @param other the id of the one that was not
   */
  record Chosen(Program runner, String id, String other) {}

  /** Waits until the command says which one executes it. */
  Chosen chosenFor(Program command) {
    String announced = command.awaitLine(line -> line.contains(firstId) || line.contains(secondId));
    return announced.contains(firstId)
        ? new Chosen(first, firstId, secondId)
        : new Chosen(second, secondId, firstId);
  }

  @Override
  public void close() {
    try (Program _ = first;
        Program _ = second) {
      // both, whatever happens to the other
    }
  }
}
