package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.component.Release;
import dev.waypoint.sdk.component.ReleaseManager;

/** There is nothing in front of a container: its own address is the release. */
final class DockerReleaseManager implements ReleaseManager {
  @Override
  public Release release(OperationContext context, Deployment deployment) {
    return Release.atUrlOf(deployment);
  }
}
