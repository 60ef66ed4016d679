package dev.waypoint.worker.plugin;

import dev.waypoint.activities.source.ProjectDownload;
import dev.waypoint.activities.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A project of somebody else's with which a person begins. */
public final class FirstProject {
  private final ProjectDownload download;

  private FirstProject(ProjectDownload download) {
    this.download = download;
  }

  /** Reads {@code URL[//PATH][?ref=REF]} of a Git repository, or the address of an archive. */
  public static FirstProject of(String written) {
    return new FirstProject(ProjectDownload.of(written));
  }

  /** What its directory is called when nobody says. */
  public String name() {
    return download.name();
  }

  /**
   * Fetches it; blocks. Where it fails nothing is left behind.
   *
   * @param target must not be there
   * @param say takes a line for each step
   * @throws IOException if it cannot be fetched; the message is for people
   */
  public void fetch(Path target, Consumer<String> say) throws IOException, InterruptedException {
    try {
      download.fetch(target, new StepLines(say));
    } catch (SourceException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
