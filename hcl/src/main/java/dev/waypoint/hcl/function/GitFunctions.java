package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Functions that ask the Git repository around the base directory. */
final class GitFunctions {
  private final Path base;
  private final Clock clock;

  private GitFunctions(Path base, Clock clock) {
    this.base = base;
    this.clock = clock;
  }

  static void register(Map<String, Function> functions, Path base, Clock clock) {
    GitFunctions git = new GitFunctions(base, clock);
    functions.put("gitrefpretty", git.ask(git::pretty));
    functions.put("gitrefhash", git.ask(repository -> git.head(repository).name()));
    functions.put("gitreftag", git.ask(repository -> git.tag(repository).orElse("")));
    functions.put(
        "gitremoteurl",
        Function.builder()
            .parameter("name", Type.STRING)
            .returns(Type.STRING)
            .body(
                arguments ->
                    Value.string(
                        git.inRepository(
                            repository -> remote(repository, arguments.getFirst().asString())))));
  }

  @FunctionalInterface
  private interface Question {
    String ask(Repository repository) throws IOException, GitAPIException;
  }

  private Function ask(Question question) {
    return Function.builder()
        .returns(Type.STRING)
        .body(arguments -> Value.string(inRepository(question)));
  }

  private String inRepository(Question question) {
    try (Repository repository =
        new FileRepositoryBuilder().findGitDir(base.toFile()).setMustExist(true).build()) {
      return question.ask(repository);
    } catch (RepositoryNotFoundException | IllegalArgumentException e) {
      throw new FunctionException("no Git repository at or above " + base);
    } catch (IOException | GitAPIException e) {
      throw new FunctionException("the Git repository cannot be read: " + e.getMessage());
    }
  }

  private ObjectId head(Repository repository) throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    if (head == null) {
      throw new FunctionException("the Git repository has no commits yet");
    }
    return head;
  }

  private Optional<String> tag(Repository repository) throws IOException {
    ObjectId head = head(repository);
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
      ObjectId target = repository.getRefDatabase().peel(ref).getPeeledObjectId();
      if (head.equals(target == null ? ref.getObjectId() : target)) {
        return Optional.of(Repository.shortenRefName(ref.getName()));
      }
    }
    return Optional.empty();
  }

  private String pretty(Repository repository) throws IOException, GitAPIException {
    String name = tag(repository).orElse(head(repository).name());
    try (Git git = new Git(repository)) {
      boolean clean = git.status().call().isClean();
      return clean ? name : name + "_CHANGES_" + clock.instant().getEpochSecond();
    }
  }

  private static String remote(Repository repository, String name) {
    String url = repository.getConfig().getString("remote", name, "url");
    if (url == null) {
      throw new FunctionException("the Git repository has no remote named \"%s\"".formatted(name));
    }
    return url;
  }
}
