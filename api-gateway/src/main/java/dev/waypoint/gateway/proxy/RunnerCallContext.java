package dev.waypoint.gateway.proxy;

import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Context;

/**
 * Who calls. The gateway's authentication sets it for calls that carry a runner's or a job's token;
 * a call of the proxied service without it is UNAUTHENTICATED.
 */
public final class RunnerCallContext {
  public static final Context.Key<RunnerId> RUNNER_ID = Context.key("waypoint-runner-id");

  private RunnerCallContext() {}
}
