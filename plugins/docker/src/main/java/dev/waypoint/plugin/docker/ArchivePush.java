package dev.waypoint.plugin.docker;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.registry.RegistryClient;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Pushes an archived image to a registry, without a daemon. Interrupting it closes its connections.
 */
final class ArchivePush {
  private final Terminal terminal;
  private final RegistryAccess access;

  ArchivePush(Terminal terminal, RegistryAccess access) {
    this.terminal = terminal;
    this.access = access;
  }

  /** What the registry has got. */
  ImageArtifact push(ImageArchive archive, ImageReference target)
      throws PluginException, InterruptedException {
    access.requireTrust("push the image " + target, target);
    try (Step step = terminal.step("Pushing " + target)) {
      Path folder = Files.createTempDirectory(archive.file().getParent(), "parts-");
      try {
        ArchiveContent content = ArchiveContent.unpack(archive, folder);
        String digest = interruptibly(target, content, step);
        step.done("Pushed " + target);
        return new ImageArtifact(
            target, Optional.of("sha256:" + content.configuration().digest()), Optional.of(digest));
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw access.failed("push the image " + target, e);
    }
  }

  private String interruptibly(ImageReference target, ArchiveContent content, Step step)
      throws PluginException, IOException, InterruptedException {
    FailoverHttpClient http =
        new FailoverHttpClient(access.insecure(), access.insecure(), event -> {});
    FutureTask<String> task = new FutureTask<>(() -> push(http, target, content, step));
    Thread thread = Thread.ofPlatform().daemon().name("image-push").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw access.failed("push the image " + target, e.getCause());
    } catch (InterruptedException e) {
      http.shutDown();
      thread.interrupt();
      throw e;
    } finally {
      http.shutDown();
    }
  }

  private String push(
      FailoverHttpClient http, ImageReference target, ArchiveContent content, Step step)
      throws IOException, RegistryException, DigestException, PluginException {
    com.google.cloud.tools.jib.api.ImageReference parsed = access.parse(target);
    RegistryClient.Factory factory =
        RegistryClient.factory(
                EventHandlers.NONE, parsed.getRegistry(), parsed.getRepository(), http)
            .setUserAgent("waypoint");
    Optional<Credential> credential = access.credential(target);
    credential.ifPresent(factory::setCredential);
    RegistryClient client = factory.newRegistryClient();
    if (!client.doPushBearerAuth() && credential.isPresent()) {
      client.configureBasicAuth();
    }
    V22ManifestTemplate manifest = new V22ManifestTemplate();
    int done = 0;
    for (ArchiveContent.Part layer : content.layers()) {
      step.update("Pushing %s: layer %d of %d".formatted(target, ++done, content.layers().size()));
      manifest.addLayer(layer.size(), push(client, layer));
    }
    manifest.setContainerConfiguration(
        content.configuration().size(), push(client, content.configuration()));
    return client.pushManifest(manifest, target.version()).toString();
  }

  private static DescriptorDigest push(RegistryClient client, ArchiveContent.Part part)
      throws IOException, RegistryException, DigestException {
    DescriptorDigest digest = DescriptorDigest.fromHash(part.digest());
    if (client.checkBlob(digest).isEmpty()) {
      client.pushBlob(digest, Blobs.from(part.file()), null, bytes -> {});
    }
    return digest;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
