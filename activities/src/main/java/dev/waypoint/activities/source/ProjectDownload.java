package dev.waypoint.activities.source;

import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.git.GitUrl;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project that somebody begins with, fetched into a new directory of theirs: a Git repository, or
 * a gzip-compressed tar archive by HTTP or from a file.
 *
 * @param url of the repository or archive
 * @param path of the project in a repository; empty: its root
 * @param ref of a repository; empty: its head
 */
public record ProjectDownload(String url, String path, String ref) {
  private static final long MAX_BYTES = 500L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern WRITTEN =
      Pattern.compile("(?:git::)?((?:\\w+://)?.+?)(?://(.*?))?(?:\\?ref=(.*))?");
  private static final Pattern ARCHIVE = Pattern.compile("\\.(tar\\.gz|tgz)$");

  /** Reads {@code URL[//PATH][?ref=REF]}. */
  public static ProjectDownload of(String written) {
    Matcher parts = WRITTEN.matcher(written);
    return parts.matches()
        ? new ProjectDownload(parts.group(1), orEmpty(parts.group(2)), orEmpty(parts.group(3)))
        : new ProjectDownload(written, "", "");
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** What the directory is called when nobody says: the last part of the address. */
  public String name() {
    String whole = path.isEmpty() ? url : path;
    String last = whole.replaceAll("[/\\\\]+$", "").replaceAll("^.*[/\\\\:]", "");
    return ARCHIVE.matcher(last).replaceFirst("").replaceFirst("\\.git$", "");
  }

  /**
   * Fetches it; blocks. Where it fails nothing is left behind.
   *
   * @param target must not be there
   */
  public void fetch(Path target, Terminal terminal) throws SourceException, InterruptedException {
    if (Files.exists(target)) {
      throw new SourceException(
          "%s is there already: name another directory with -into.".formatted(target));
    }
    Path parent = target.toAbsolutePath().normalize().getParent();
    try {
      Files.createDirectories(parent);
      Path own = Files.createTempDirectory(parent, ".waypoint-download-").toRealPath();
      try {
        Files.move(isArchive() ? unpacked(own) : cloned(own, terminal), target);
      } finally {
        FetchedSource.removeTree(own);
      }
    } catch (IOException e) {
      throw new SourceException(
          "%s could not be fetched: %s".formatted(GitUrl.shown(url), FileFault.reason(e)), e);
    }
  }

  private boolean isArchive() {
    return ARCHIVE.matcher(url).find();
  }

  private Path cloned(Path own, Terminal terminal) throws SourceException, InterruptedException {
    SourceSpec.Git source =
        new SourceSpec.Git(url, ref, path, "", "", new byte[0], "", "", Integer.MAX_VALUE);
    return new GitSource(source, own).fetch(terminal, Cancellation.never()).directory();
  }

  /** The one directory that many archives consist of is the project. */
  private Path unpacked(Path own) throws IOException, InterruptedException {
    Path archive = own.resolve("archive.tar.gz");
    try (InputStream in = open();
        OutputStream out = Files.newOutputStream(archive)) {
      copy(in, out);
    }
    Path directory = Files.createDirectory(own.resolve("project"));
    try (InputStream in = Files.newInputStream(archive)) {
      ArchiveExtractor.extract(in, directory);
    }
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> all = entries.toList();
      return all.size() == 1 && Files.isDirectory(all.getFirst()) ? all.getFirst() : directory;
    }
  }

  private InputStream open() throws IOException, InterruptedException {
    try {
      return request();
    } catch (IllegalArgumentException e) {
      // Its message has the whole of what was written in it, passwords too.
      throw new IOException("that is no address of an archive", e);
    }
  }

  private InputStream request() throws IOException, InterruptedException {
    if (!url.matches("https?://.*")) {
      return Files.newInputStream(
          url.startsWith("file:") ? Path.of(URI.create(url)) : Path.of(url));
    }
    HttpResponse<InputStream> answer =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IOException("the server answers with status " + answer.statusCode());
    }
    return answer.body();
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long copied = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      copied += read;
      if (copied > MAX_BYTES) {
        throw new IOException("it is larger than 500 MB");
      }
      out.write(buffer, 0, read);
    }
  }
}
