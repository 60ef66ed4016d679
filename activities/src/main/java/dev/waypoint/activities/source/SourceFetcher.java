package dev.waypoint.activities.source;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fetches sources. Each job gets a directory of its own, removed when the source is closed; only
 * the local source is used where it is.
 */
public final class SourceFetcher {
  private static final int DOWNLOAD_TRIES = 5;

  private final JobGateway gateway;
  private final Optional<Path> localDirectory;
  private final Path temporaryDirectory;

  public SourceFetcher(JobGateway gateway, Optional<Path> localDirectory, Path temporaryDirectory) {
    this.gateway = gateway;
    this.localDirectory = localDirectory;
    this.temporaryDirectory = temporaryDirectory;
  }

  /**
   * Blocks until the source is there.
   *
   * @param spec absent: an empty directory
   */
  public FetchedSource fetch(
      AttemptInput attempt, Optional<SourceSpec> spec, Terminal terminal, Cancellation cancellation)
      throws SourceException, InterruptedException {
    if (spec.isPresent() && spec.get() instanceof SourceSpec.Local) {
      return local();
    }
    Path own = ownDirectory(attempt);
    boolean done = false;
    try {
      FetchedSource source =
          switch (spec.orElse(null)) {
            case null -> new FetchedSource(own, "", Optional.of(own));
            case SourceSpec.Git git -> new GitSource(git, own).fetch(terminal, cancellation);
            case SourceSpec.Upload upload -> upload(attempt, upload, own);
            case SourceSpec.Local local -> local();
          };
      done = true;
      return source;
    } finally {
      if (!done) {
        FetchedSource.removeTree(own);
      }
    }
  }

  private FetchedSource local() throws SourceException {
    Path directory =
        localDirectory.orElseThrow(
            () ->
                new SourceException(
                    "This job works on the directory of the CLI that queued it, and this runner has no such directory: run it with -local, or give the project a Git data source."));
    if (!Files.isDirectory(directory)) {
      throw new SourceException("The directory %s is not there any more.".formatted(directory));
    }
    return new FetchedSource(directory.toAbsolutePath().normalize(), "", Optional.empty());
  }

  private Path ownDirectory(AttemptInput attempt) throws SourceException {
    try {
      Files.createDirectories(temporaryDirectory);
      return Files.createTempDirectory(temporaryDirectory, "waypoint-job-" + attempt.jobId() + "-")
          .toRealPath();
    } catch (IOException e) {
      throw new SourceException(
          "No directory for the job could be made in %s: %s"
              .formatted(temporaryDirectory, FileFault.reason(e, temporaryDirectory)),
          e);
    }
  }

  private FetchedSource upload(AttemptInput attempt, SourceSpec.Upload upload, Path own)
      throws SourceException, InterruptedException {
    Path archive = own.resolve("source.tar.gz");
    Path directory = own.resolve("source");
    try {
      download(attempt, upload.contentId(), archive);
      Files.createDirectory(directory);
      try (InputStream in = Files.newInputStream(archive)) {
        ArchiveExtractor.extract(in, directory);
      }
      Files.delete(archive);
    } catch (IOException e) {
      throw new SourceException(
          "The uploaded source %s could not be unpacked: %s"
              .formatted(upload.contentId(), FileFault.reason(e)),
          e);
    }
    return new FetchedSource(directory, upload.contentId(), Optional.of(own));
  }

  private void download(AttemptInput attempt, String contentId, Path archive)
      throws IOException, InterruptedException, SourceException {
    for (int attempts = 1; ; attempts++) {
      try (OutputStream out = Files.newOutputStream(archive)) {
        gateway.downloadSource(attempt, contentId, out);
        return;
      } catch (GatewayException e) {
        if (e.attemptIsOver()) {
          throw e;
        }
        if (!e.mayPass() || attempts == DOWNLOAD_TRIES) {
          throw new SourceException(
              "The uploaded source %s could not be downloaded: %s"
                  .formatted(contentId, e.getMessage()),
              e);
        }
        Thread.sleep(500L * attempts);
      }
    }
  }
}
