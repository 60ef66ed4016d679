package dev.waypoint.gateway.proxy;

/**
 * A snapshot of the proxy's counters; all but the gauges only grow.
 *
 * @param waitingPolls gauge: polls of runners that wait for a task
 * @param upstreamPolls gauge: polls that are open at Temporal
 * @param parkedTasks gauge: tasks that wait for a runner to poll
 * @param heldTasks gauge: tasks that runners have
 * @param delivered tasks given to runners
 * @param handedBack tasks that nobody could take in time, placed again
 * @param failedForRunner tasks failed because their runner was gone or refused
 * @param completed answers of runners that Temporal took, good or bad
 * @param refused calls refused: not admitted, wrong queue, wrong token
 * @param upstreamErrors polls that Temporal answered with an error
 */
public record ProxyCounters(
    int waitingPolls,
    int upstreamPolls,
    int parkedTasks,
    int heldTasks,
    long delivered,
    long handedBack,
    long failedForRunner,
    long completed,
    long refused,
    long upstreamErrors) {}
