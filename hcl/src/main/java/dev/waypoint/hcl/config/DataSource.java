package dev.waypoint.hcl.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code runner} stanza of a project: where remote operations get the source from.
 *
 * @param enabled whether the command line may run operations remotely; false by default
 * @param git the Git repository, if one is named
 * @param pollEnabled whether the repository is polled; false by default
 * @param pollInterval how often; 30 seconds by default
 */
public record DataSource(
    boolean enabled, Optional<Git> git, boolean pollEnabled, Duration pollInterval) {
  public DataSource {
    Objects.requireNonNull(git, "git is null");
    Objects.requireNonNull(pollInterval, "pollInterval is null");
  }

  /**
   * A Git repository. Texts that the file does not give are empty, but for the reference, which is
   * {@code HEAD}.
   */
  public record Git(
      String url,
      String path,
      String ref,
      String username,
      String password,
      String key,
      String keyPassword,
      int recurseSubmodules,
      boolean ignoreChangesOutsidePath) {
    @Override
    public String toString() {
      return "Git[" + url + ", path=" + path + ", ref=" + ref + "]";
    }
  }
}
