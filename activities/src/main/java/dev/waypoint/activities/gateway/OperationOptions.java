package dev.waypoint.activities.gateway;

/**
 * @param disablePush build: leave the artifact where it was built
 * @param release deploy: release what was deployed
 * @param prune release, up: destroy old deployments afterwards
 * @param pruneRetain deployments to keep in total; below zero: the default of 2
 * @param deployment release, destroy: an id or sequence number; empty: the latest, or all
 */
public record OperationOptions(
    boolean disablePush, boolean release, boolean prune, int pruneRetain, String deployment) {
  public static final OperationOptions DEFAULTS = new OperationOptions(false, false, false, -1, "");
}
