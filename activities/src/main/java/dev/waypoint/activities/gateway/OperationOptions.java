package dev.waypoint.activities.gateway;

/**
 * @param disablePush build: leave the artifact where it was built
 * @param release deploy: release what was deployed
 * @param prune release, up: destroy old deployments afterwards
 * @param pruneRetain deployments to keep in total; below zero: the default of 2
 * @param deployment release, destroy: an id or sequence number; empty: the latest, or all
 * @param repeat release: also a deployment that is released already
 */
public record OperationOptions(
    boolean disablePush,
    boolean release,
    boolean prune,
    int pruneRetain,
    String deployment,
    boolean repeat) {
  public static final OperationOptions DEFAULTS =
      new OperationOptions(false, false, false, -1, "", false);
}
