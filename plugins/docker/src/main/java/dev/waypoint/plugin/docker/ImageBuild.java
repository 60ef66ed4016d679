package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.OperationContext;
import java.io.IOException;

/** One way to build an image. */
@FunctionalInterface
interface ImageBuild {
  /**
   * @param image the name that it gets
   */
  Artifact build(OperationContext context, ImageReference image)
      throws PluginException, DockerFault, IOException, InterruptedException;
}
