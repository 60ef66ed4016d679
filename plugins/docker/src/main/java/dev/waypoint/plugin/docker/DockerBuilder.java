package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Style;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Builds an image: on the daemon, or without one by kaniko or jib. */
final class DockerBuilder implements Builder {
  private final BuildConfig config;
  private final EngineChoice choice;

  DockerBuilder(BuildConfig config) {
    this(config, System.getenv());
  }

  DockerBuilder(BuildConfig config, Map<String, String> environment) {
    this.config = config;
    this.choice = new EngineChoice(config, environment);
  }

  @Override
  public Artifact build(OperationContext context) throws PluginException, InterruptedException {
    ImageReference image = name(context);
    if (config.buildkit()) {
      context
          .terminal()
          .line(Style.WARNING, "buildkit is not used: the daemon's own builder builds the image");
    }
    try {
      return choice.make(context.terminal()).build(context, image);
    } catch (DockerFault e) {
      throw e.toPluginException();
    } catch (IOException e) {
      throw new PluginException(
          "cannot build the image %s: %s".formatted(image, e.getMessage()), e);
    }
  }

  private ImageReference name(OperationContext context) throws PluginException {
    String plain = context.application().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String repository = config.image().orElse("waypoint.local/" + plain);
    return ImageArtifact.reference(repository, config.tag());
  }
}
