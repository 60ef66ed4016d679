package dev.waypoint.plugin.docker;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Puts an image together from files: no daemon, no root, no program but this one. The image becomes
 * an archive, which the registry pushes.
 */
final class JibBuild implements ImageBuild {
  private final BuildConfig config;
  private final JibConfig content;

  JibBuild(BuildConfig config, JibConfig content) {
    this.config = config;
    this.content = content;
  }

  @Override
  public Artifact build(OperationContext context, ImageReference image)
      throws PluginException, DockerFault, IOException, InterruptedException {
    ImageArchive.requireTaker(context, config.clientConfig());
    JibContainerBuilder builder = describe(context);
    ImageArchive archive = ImageArchive.create(context);
    boolean done = false;
    try {
      write(builder, archive, image, context);
      Artifact artifact = archive.artifact(context, config.clientConfig(), image);
      done = true;
      return artifact;
    } finally {
      if (!done) {
        archive.remove();
      }
    }
  }

  private JibContainerBuilder describe(OperationContext context)
      throws PluginException, IOException, InterruptedException {
    JibContainerBuilder builder = base();
    new JibLayers(context).of(content).forEach(builder::addFileEntriesLayer);
    if (!content.entrypoint().isEmpty()) {
      builder.setEntrypoint(content.entrypoint());
    } else {
      content.java().map(JibJava::entrypoint).ifPresent(builder::setEntrypoint);
    }
    if (!content.arguments().isEmpty()) {
      builder.setProgramArguments(content.arguments());
    }
    content.environment().forEach(builder::addEnvironmentVariable);
    builder.setExposedPorts(
        content.ports().stream().map(JibPorts::parse).collect(Collectors.toSet()));
    config.labels().forEach(builder::addLabel);
    content.user().ifPresent(builder::setUser);
    content.workingDirectory().map(AbsoluteUnixPath::get).ifPresent(builder::setWorkingDirectory);
    if (config.platform().isPresent()) {
      String[] parts = config.platform().get().split("/");
      if (parts.length != 2) {
        throw new PluginException(
            "platform is \"%s\", not system/processor, such as linux/arm64"
                .formatted(config.platform().get()));
      }
      builder.setPlatforms(Set.of(new Platform(parts[1], parts[0])));
    }
    return builder;
  }

  private JibContainerBuilder base() throws PluginException, InterruptedException {
    if (content.baseImage().isEmpty()) {
      return Jib.fromScratch();
    }
    ImageReference base = baseReference(content.baseImage().get());
    RegistryAccess access = new RegistryAccess(authFor(base), insecureBase());
    access.requireTrust("pull the image " + base, base);
    RegistryImage image = RegistryImage.named(access.parse(base));
    image.addCredentialRetriever(access.stored(base));
    if (access.auth().isPresent()) {
      Optional<Credential> credential = access.credential(base);
      image.addCredentialRetriever(() -> credential);
    }
    return Jib.from(image);
  }

  private Optional<AuthConfig> authFor(ImageReference base) {
    return config
        .auth()
        .filter(auth -> auth.hostname().orElse("docker.io").equals(base.registry()));
  }

  private static ImageReference baseReference(String name) throws PluginException {
    try {
      return ImageReference.parse(name);
    } catch (IllegalArgumentException e) {
      throw new PluginException(e.getMessage(), e);
    }
  }

  private boolean insecureBase() throws PluginException {
    return content.baseImage().isPresent()
        && config
            .insecureRegistries()
            .contains(baseReference(content.baseImage().get()).registry());
  }

  private void write(
      JibContainerBuilder builder,
      ImageArchive archive,
      ImageReference image,
      OperationContext context)
      throws PluginException, IOException, InterruptedException {
    RegistryAccess access = new RegistryAccess(config.auth(), insecureBase());
    Thread caller = Thread.currentThread();
    ExecutorService threads = Executors.newCachedThreadPool();
    context.cancellation().check();
    try (Cancellation.Registration _ = context.cancellation().onRequest(caller::interrupt)) {
      builder.containerize(
          Containerizer.to(TarImage.at(archive.file()).named(access.parse(image)))
              .setExecutorService(threads)
              .setAllowInsecureRegistries(access.insecure())
              .setToolName("waypoint")
              .addEventHandler(LogEvent.class, event -> show(context.terminal(), event)));
    } catch (ExecutionException e) {
      throw access.failed("build the image " + image, e.getCause());
    } catch (RegistryException | CacheDirectoryCreationException e) {
      throw access.failed("build the image " + image, e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void show(Terminal terminal, LogEvent event) {
    switch (event.getLevel()) {
      case LIFECYCLE, PROGRESS -> terminal.line(Style.INFO, event.getMessage());
      case WARN, ERROR -> terminal.line(Style.WARNING, event.getMessage());
      default -> {
        // Details for developers of Jib.
      }
    }
  }
}
