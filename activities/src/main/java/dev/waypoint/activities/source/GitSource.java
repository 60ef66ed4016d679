package dev.waypoint.activities.source;

import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.git.GitConnection;
import dev.waypoint.git.GitException;
import dev.waypoint.git.GitRemote;
import dev.waypoint.git.GitUrl;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.TagOpt;

/** Clones a repository and checks out what was asked for. */
final class GitSource {
  private final SourceSpec.Git spec;
  private final Path own;
  private final String shownUrl;

  GitSource(SourceSpec.Git spec, Path own) {
    this.spec = spec;
    this.own = own;
    this.shownUrl = GitUrl.shown(spec.url());
  }

  FetchedSource fetch(Terminal terminal, Cancellation cancellation)
      throws SourceException, InterruptedException {
    Path clone = own.resolve("source");
    try (Step step = terminal.step("Cloning " + shownUrl);
        Git git = cloned(clone, cancellation)) {
      RevCommit commit = checkOut(git);
      int submodules = submodules(git.getRepository(), cancellation);
      step.done("Cloned " + shownUrl);
      terminal.line(
          Style.INFO,
          "Commit %s of %s: %s"
              .formatted(
                  commit.name(),
                  Instant.ofEpochSecond(commit.getCommitTime()),
                  commit.getShortMessage()));
      if (submodules > 0) {
        terminal.line(Style.INFO, "Submodules: " + submodules);
      }
      return new FetchedSource(projectDirectory(clone), commit.name(), Optional.of(own));
    } catch (SourceException e) {
      cancellation.check();
      throw e;
    }
  }

  private Git cloned(Path clone, Cancellation cancellation) throws SourceException {
    try (GitConnection connection = connection()) {
      return cloned(connection, clone, cancellation);
    } catch (GitException e) {
      throw new SourceException(e.getMessage(), e);
    }
  }

  private int submodules(Repository repository, Cancellation cancellation)
      throws SourceException, InterruptedException {
    if (spec.recurseSubmodules() <= 0) {
      return 0;
    }
    try (GitConnection connection = connection()) {
      return new Submodules(spec, connection, cancellation).fetch(repository);
    } catch (GitException e) {
      throw new SourceException(e.getMessage(), e);
    }
  }

  private GitConnection connection() throws GitException {
    return new GitConnection(
        new GitRemote(
            spec.url(),
            spec.username(),
            spec.password(),
            spec.privateKeyPem(),
            spec.privateKeyPassword(),
            spec.knownHosts()),
        own.resolve("ssh"));
  }

  private Git cloned(GitConnection connection, Path clone, Cancellation cancellation)
      throws SourceException {
    try {
      return connection
          .configure(
              Git.cloneRepository()
                  .setURI(connection.url())
                  .setDirectory(clone.toFile())
                  .setNoCheckout(true)
                  .setCloneAllBranches(true)
                  .setTagOption(TagOpt.FETCH_TAGS)
                  .setProgressMonitor(new CancellableMonitor(cancellation)))
          .call();
    } catch (GitAPIException | JGitInternalException e) {
      throw new SourceException(
          "%s could not be cloned: %s. Check the URL and the credentials of the project's data source."
              .formatted(shownUrl, connection.explain(e)),
          e);
    }
  }

  private RevCommit checkOut(Git git) throws SourceException {
    Repository repository = git.getRepository();
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(resolve(repository));
      RefUpdate head = repository.updateRef(Constants.HEAD, true);
      head.setNewObjectId(commit);
      head.forceUpdate();
      git.reset().setMode(ResetCommand.ResetType.HARD).setRef(commit.name()).call();
      return commit;
    } catch (IOException | GitAPIException | JGitInternalException e) {
      throw new SourceException(
          "'%s' of %s could not be checked out: %s".formatted(ref(), shownUrl, rootMessage(e)), e);
    }
  }

  private ObjectId resolve(Repository repository) throws IOException, SourceException {
    for (String candidate : List.of("refs/remotes/origin/" + ref(), "refs/tags/" + ref(), ref())) {
      ObjectId found = resolve(repository, candidate);
      if (found != null) {
        return found;
      }
    }
    throw new SourceException(
        "%s has no branch, tag or commit '%s': check ref of the project's data source."
            .formatted(shownUrl, ref()));
  }

  private static ObjectId resolve(Repository repository, String name) throws IOException {
    try {
      return repository.resolve(name + "^{commit}");
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private String ref() {
    return spec.ref().isEmpty() ? "HEAD" : spec.ref();
  }

  private Path projectDirectory(Path clone) throws SourceException {
    Path directory = clone.resolve(spec.path()).normalize();
    try {
      if (Files.isDirectory(directory) && directory.toRealPath().startsWith(clone.toRealPath())) {
        return directory;
      }
    } catch (IOException e) {
      throw new SourceException(
          "%s cannot be read: %s".formatted(directory, FileFault.reason(e, directory)), e);
    }
    throw new SourceException(
        "%s has no directory '%s': check path of the project's data source."
            .formatted(shownUrl, spec.path()));
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
