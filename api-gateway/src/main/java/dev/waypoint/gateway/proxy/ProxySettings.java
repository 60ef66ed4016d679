package dev.waypoint.gateway.proxy;

import java.time.Duration;

/**
 * @param longestPoll after which a runner's poll is answered empty; default 60 s
 * @param parkTime how long a task waits for a runner to poll before it is placed again; well below
 *     the heartbeat timeout, which runs already; default 700 ms
 * @param sharedQueuePolls polls open at Temporal on a queue that several runners share; default 2
 * @param firstBackoff after the first error of a queue's poll, doubled with each; default 500 ms
 * @param longestBackoff default 5 s
 * @param rpcTimeout of a call to Temporal that is no poll; default 10 s
 */
public record ProxySettings(
    Duration longestPoll,
    Duration parkTime,
    int sharedQueuePolls,
    Duration firstBackoff,
    Duration longestBackoff,
    Duration rpcTimeout) {
  public static final ProxySettings DEFAULT =
      new ProxySettings(
          Duration.ofSeconds(60),
          Duration.ofMillis(700),
          2,
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));
}
