package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import dev.waypoint.workflows.target.RunnerId;

/**
 * A task token as a runner holds it: Temporal's own, and whose it is.
 *
 * @param original Temporal's
 */
record TaskToken(
    RunnerId runnerId, String workflowId, String activityType, String queue, ByteString original) {}
