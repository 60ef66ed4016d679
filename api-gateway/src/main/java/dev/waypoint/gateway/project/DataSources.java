package dev.waypoint.gateway.project;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.git.GitUrl;
import dev.waypoint.protocol.v1.DataSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What a data source must be like. */
public final class DataSources {
  private DataSources() {}

  /**
   * @throws ApiException INVALID_ARGUMENT when it cannot be fetched from
   */
  public static void check(DataSource source) {
    switch (source.getSourceCase()) {
      case GIT -> check(source.getGit());
      case UPLOAD -> {
        if (source.getUpload().getContentId().isBlank()) {
          throw ApiException.invalid("an uploaded source needs its content id");
        }
      }
      case LOCAL, SOURCE_NOT_SET -> {}
    }
  }

  /** With the stored credentials, where none are given for the very same repository. */
  public static DataSource withStoredCredentials(DataSource wanted, DataSource stored) {
    if (!wanted.hasGit() || !stored.hasGit()) {
      return wanted;
    }
    DataSource.Git git = wanted.getGit();
    DataSource.Git known = stored.getGit();
    boolean given =
        !git.getPassword().isEmpty()
            || !git.getPrivateKeyPem().isEmpty()
            || GitUrl.password(git.getUrl()).isPresent();
    if (given || !git.getUrl().equals(GitUrl.shown(known.getUrl()))) {
      return wanted;
    }
    DataSource.Git.Builder merged =
        git.toBuilder()
            .setUrl(known.getUrl())
            .setPassword(known.getPassword())
            .setPrivateKeyPem(known.getPrivateKeyPem())
            .setPrivateKeyPassword(known.getPrivateKeyPassword());
    if (git.getUsername().isEmpty()) {
      merged.setUsername(known.getUsername());
    }
    if (git.getKnownHosts().isEmpty()) {
      merged.setKnownHosts(known.getKnownHosts());
    }
    return DataSource.newBuilder().setGit(merged).build();
  }

  private static void check(DataSource.Git git) {
    if (git.getUrl().isBlank()) {
      throw ApiException.invalid("a Git data source needs a URL");
    }
    Path path = path(git.getPath());
    if (path.isAbsolute() || path.normalize().startsWith("..")) {
      throw ApiException.invalid(
          "'%s' is no path inside of a Git repository: relative, without '..'", git.getPath());
    }
    boolean key = !git.getPrivateKeyPem().isEmpty();
    if (!git.getPassword().isEmpty() && git.getUsername().isEmpty() && !key) {
      throw ApiException.invalid("a password for %s needs a user name", GitUrl.shown(git.getUrl()));
    }
    if (key && !git.getPrivateKeyPem().toStringUtf8().contains("-----BEGIN ")) {
      throw ApiException.invalid(
          "the private key for %s is not in PEM form", GitUrl.shown(git.getUrl()));
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ApiException.invalid("'%s' is no path: %s", text, e.getReason());
    }
  }
}
