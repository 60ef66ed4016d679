package dev.waypoint.activities.source;

import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.git.GitConnection;
import dev.waypoint.git.GitUrl;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.SubmoduleUpdateCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.transport.URIish;

/**
 * Fetches the submodules of a clone. The project's credentials go to the host of its repository
 * only; a repository from elsewhere cannot name one of this machine.
 */
final class Submodules {
  private static final int DEEPEST = 10;

  private final SourceSpec.Git spec;
  private final GitConnection connection;
  private final Cancellation cancellation;

  Submodules(SourceSpec.Git spec, GitConnection connection, Cancellation cancellation) {
    this.spec = spec;
    this.connection = connection;
    this.cancellation = cancellation;
  }

  /** A submodule as the repository that has it describes it. */
  private record Submodule(String path, String url) {}

  /** So deep as the project asks for. Answers how many there were. */
  int fetch(Repository repository) throws SourceException, InterruptedException {
    return fetch(repository, Math.min(spec.recurseSubmodules(), DEEPEST));
  }

  private int fetch(Repository repository, int depth) throws SourceException, InterruptedException {
    if (depth <= 0) {
      return 0;
    }
    int count = 0;
    for (Submodule submodule : submodules(repository)) {
      cancellation.check();
      update(repository, submodule);
      count += 1 + below(repository, submodule, depth);
    }
    return count;
  }

  private static List<Submodule> submodules(Repository repository) throws SourceException {
    List<Submodule> found = new ArrayList<>();
    try (SubmoduleWalk walk = SubmoduleWalk.forIndex(repository)) {
      while (walk.next()) {
        String url = walk.getRemoteUrl();
        if (url == null) {
          throw new SourceException(
              "the submodule %s has no URL in .gitmodules".formatted(walk.getPath()));
        }
        found.add(new Submodule(walk.getPath(), url));
      }
      return found;
    } catch (IOException | ConfigInvalidException e) {
      throw new SourceException(".gitmodules cannot be read: " + e.getMessage(), e);
    }
  }

  private void update(Repository repository, Submodule submodule) throws SourceException {
    URIish main = uri(spec.url());
    URIish own = uri(submodule.url());
    if (isLocal(own) && !isLocal(main)) {
      throw new SourceException(
          "the submodule %s is at %s: a repository from elsewhere cannot name one of this machine"
              .formatted(submodule.path(), GitUrl.shown(submodule.url())));
    }
    try (Git git = new Git(repository)) {
      git.submoduleInit().addPath(submodule.path()).call();
      SubmoduleUpdateCommand command =
          git.submoduleUpdate()
              .addPath(submodule.path())
              .setProgressMonitor(new CancellableMonitor(cancellation));
      (isSameHost(main, own) ? connection.configure(command) : command).call();
    } catch (GitAPIException | JGitInternalException e) {
      throw new SourceException(
          "the submodule %s of %s could not be fetched from %s: %s"
              .formatted(
                  submodule.path(),
                  GitUrl.shown(spec.url()),
                  GitUrl.shown(submodule.url()),
                  connection.explain(e)),
          e);
    }
  }

  private int below(Repository repository, Submodule submodule, int depth)
      throws SourceException, InterruptedException {
    try (Repository inner = SubmoduleWalk.getSubmoduleRepository(repository, submodule.path())) {
      return inner == null ? 0 : fetch(inner, depth - 1);
    } catch (IOException e) {
      throw new SourceException(
          "the submodule %s cannot be read: %s".formatted(submodule.path(), FileFault.reason(e)),
          e);
    }
  }

  private static URIish uri(String url) throws SourceException {
    try {
      return new URIish(url);
    } catch (URISyntaxException e) {
      throw new SourceException(
          "'%s' is not the URL of a repository".formatted(GitUrl.shown(url)), e);
    }
  }

  private static boolean isLocal(URIish uri) {
    return uri.getHost() == null || "file".equals(uri.getScheme());
  }

  private static boolean isSameHost(URIish main, URIish own) {
    return Optional.ofNullable(main.getHost()).isPresent()
        && main.getHost().equalsIgnoreCase(own.getHost())
        && main.getPort() == own.getPort()
        && Objects.equals(main.getScheme(), own.getScheme());
  }
}
