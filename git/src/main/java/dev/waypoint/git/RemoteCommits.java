package dev.waypoint.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What a repository has, without cloning it. Each call connects, blocks, and changes nothing. */
public final class RemoteCommits {
  private static final int TIMEOUT_SECONDS = 60;
  private static final int FULL_HASH = 40;

  private final GitRemote remote;
  private final Path temporary;

  /**
   * @param temporary where directories for the length of a call are made
   */
  public RemoteCommits(GitRemote remote, Path temporary) {
    this.remote = remote;
    this.temporary = temporary;
  }

  /**
   * The commit that a name stands for.
   *
   * @param name a branch, a tag, a full name, or a full hash, which is answered as it is; empty:
   *     the repository's head
   * @throws GitException when the repository cannot be reached or has no such name
   */
  public String commit(String name) throws GitException {
    String wanted = name.isEmpty() ? "HEAD" : name;
    if (wanted.length() == FULL_HASH && ObjectId.isId(wanted)) {
      return wanted;
    }
    return call((git, connection) -> resolve(refs(connection), wanted));
  }

  /**
   * The identity of a directory's content in a commit; empty if there is no such directory.
   *
   * @param name as for {@link #commit}, a branch or tag
   * @throws GitException when the repository cannot be reached
   */
  public Optional<String> directory(String name, String path) throws GitException {
    String wanted = name.isEmpty() ? "HEAD" : name;
    return call(
        (git, connection) -> {
          String full =
              candidates(wanted).filter(refs(connection)::containsKey).findFirst().orElse(wanted);
          connection
              .configure(
                  git.fetch()
                      .setRemote(connection.url())
                      .setDepth(1)
                      .setTimeout(TIMEOUT_SECONDS)
                      .setRefSpecs(new RefSpec("+" + full + ":refs/heads/wanted")))
              .call();
          return tree(git.getRepository(), path);
        });
  }

  private interface Call<T> {
    T make(Git git, GitConnection connection) throws GitAPIException, IOException, GitException;
  }

  private <T> T call(Call<T> call) throws GitException {
    Path own = null;
    try {
      own = Files.createTempDirectory(temporary, "waypoint-poll");
      try (GitConnection connection = new GitConnection(remote, own.resolve("ssh"));
          Git git = Git.init().setBare(true).setDirectory(own.resolve("git").toFile()).call()) {
        try {
          return call.make(git, connection);
        } catch (GitAPIException | JGitInternalException e) {
          throw new GitException(
              "%s cannot be read: %s".formatted(GitUrl.shown(remote.url()), connection.explain(e)),
              e);
        }
      }
    } catch (GitAPIException | IOException e) {
      throw new GitException(
          "%s cannot be read: %s".formatted(GitUrl.shown(remote.url()), e.getMessage()), e);
    } finally {
      remove(own);
    }
  }

  private static Map<String, Ref> refs(GitConnection connection) throws GitAPIException {
    return connection
        .configure(Git.lsRemoteRepository().setRemote(connection.url()).setTimeout(TIMEOUT_SECONDS))
        .callAsMap();
  }

  private String resolve(Map<String, Ref> refs, String name) throws GitException {
    return candidates(name)
        .map(refs::get)
        .filter(ref -> ref != null)
        .findFirst()
        .map(ref -> ref.getPeeledObjectId() != null ? ref.getPeeledObjectId() : ref.getObjectId())
        .map(ObjectId::name)
        .orElseThrow(
            () ->
                new GitException(
                    "%s has no branch or tag '%s'".formatted(GitUrl.shown(remote.url()), name)));
  }

  private static Stream<String> candidates(String name) {
    return List.of("%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s").stream()
        .map(form -> form.formatted(name));
  }

  private static Optional<String> tree(Repository repository, String path) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(repository.resolve("refs/heads/wanted"));
      if (path.isEmpty() || path.equals(".")) {
        return Optional.of(commit.getTree().name());
      }
      try (TreeWalk found = TreeWalk.forPath(repository, path, commit.getTree())) {
        return Optional.ofNullable(found).map(tree -> tree.getObjectId(0).name());
      }
    }
  }

  private static void remove(Path root) {
    if (root == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      root.toFile().deleteOnExit();
    }
  }
}
