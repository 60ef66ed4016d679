package dev.waypoint.gateway.proxy;

import java.util.concurrent.atomic.LongAdder;

/** The counters that only grow. */
final class Tallies {
  final LongAdder delivered = new LongAdder();
  final LongAdder handedBack = new LongAdder();
  final LongAdder failedForRunner = new LongAdder();
  final LongAdder completed = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder upstreamErrors = new LongAdder();
}
