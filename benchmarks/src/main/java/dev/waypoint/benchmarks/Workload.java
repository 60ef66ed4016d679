package dev.waypoint.benchmarks;

/** Something that can be executed again and again, by several threads at once. */
@FunctionalInterface
interface Workload {
  /** Executes once, from the request to the end. */
  void execute() throws Exception;
}
