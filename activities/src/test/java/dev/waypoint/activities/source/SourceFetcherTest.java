package dev.waypoint.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.activities.gateway.InMemoryJobGateway;
import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.activities.output.JobTerminal;
import dev.waypoint.activities.output.Masker;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.job.JobId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFetcherTest {
  private static final AttemptInput ATTEMPT = new AttemptInput(new JobId("01JOB"), 1);

  @TempDir private Path directory;
  private Path temporary;
  private final InMemoryJobGateway gateway = new InMemoryJobGateway();

  @BeforeEach
  void makeDirectories() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
  }

  @Test
  void usesTheLocalDirectoryWhereItIsAndLeavesIt() throws Exception {
    Path local = Files.createDirectory(directory.resolve("local"));

    try (FetchedSource source = fetch(new SourceSpec.Local(), Optional.of(local))) {
      assertThat(source.directory()).isEqualTo(local);
    }

    assertThat(local).exists();
  }

  @Test
  void refusesTheLocalSourceOnARunnerWithoutDirectory() {
    assertThatThrownBy(() -> fetch(new SourceSpec.Local(), Optional.empty()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("-local");
  }

  @Test
  void unpacksAnUploadedArchiveAndRemovesItAfterwards() throws Exception {
    gateway.source(
        "c1",
        archive(
            tar -> {
              file(tar, "waypoint.hcl", "project = \"shop\"", 0644);
              file(tar, "bin/run.sh", "#!/bin/sh", 0755);
              link(tar, "current", "bin/run.sh");
            }));

    Path unpacked;
    try (FetchedSource source = fetch(new SourceSpec.Upload("c1"), Optional.empty())) {
      unpacked = source.directory();
      assertThat(unpacked.resolve("waypoint.hcl")).hasContent("project = \"shop\"");
      assertThat(Files.isExecutable(unpacked.resolve("bin/run.sh"))).isTrue();
      assertThat(unpacked.resolve("current")).isSymbolicLink();
      assertThat(source.reference()).isEqualTo("c1");
    }

    assertThat(unpacked).doesNotExist();
    assertThat(Files.list(temporary)).isEmpty();
  }

  @Test
  void refusesEntriesThatLeadOutOfTheDirectory() throws Exception {
    gateway.source("up", archive(tar -> file(tar, "../evil", "x", 0644)));
    gateway.source("absolute", archive(tar -> link(tar, "out", "/etc")));
    gateway.source(
        "through",
        archive(
            tar -> {
              link(tar, "a", "b");
              link(tar, "b", "..");
              file(tar, "a/evil", "x", 0644);
            }));

    gateway.source(
        "further",
        archive(
            tar -> {
              file(tar, "x/y/file", "x", 0644);
              link(tar, "x/y/top", "../..");
              link(tar, "x/y/top/out", "../../..");
            }));

    gateway.source(
        "reading",
        archive(
            tar -> {
              file(tar, "flat/file", "x", 0644);
              link(tar, "a/b/deep", "../../flat");
              link(tar, "outside", "a/b/deep/../../..");
            }));

    for (String id : new String[] {"up", "absolute", "through", "further", "reading"}) {
      assertThatThrownBy(() -> fetch(new SourceSpec.Upload(id), Optional.empty()))
          .as(id)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("leads out of the directory");
    }
    assertThat(Files.list(temporary)).isEmpty();
  }

  @Test
  void triesADownloadAgainWhileTheGatewayIsAway() throws Exception {
    gateway.source("c1", archive(tar -> file(tar, "a", "b", 0644)));
    gateway.failNextCalls(2);

    try (FetchedSource source = fetch(new SourceSpec.Upload("c1"), Optional.empty())) {
      assertThat(source.directory().resolve("a")).hasContent("b");
    }
  }

  @Test
  void clonesABranchATagOrACommit() throws Exception {
    Path repository = directory.resolve("repository");
    RevCommit first;
    try (Git git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call()) {
      first = commit(git, "version", "one");
      git.tag().setName("v1").setAnnotated(true).setMessage("first").call();
      git.checkout().setName("feature").setCreateBranch(true).call();
      commit(git, "version", "feature");
      git.checkout().setName("main").call();
      commit(git, "version", "two");
    }

    assertThat(version(git(repository, "", ""))).isEqualTo("two");
    assertThat(version(git(repository, "feature", ""))).isEqualTo("feature");
    assertThat(version(git(repository, "v1", ""))).isEqualTo("one");
    assertThat(version(git(repository, first.name(), ""))).isEqualTo("one");
    assertThat(version(git(repository, first.name().substring(0, 8), ""))).isEqualTo("one");
    assertThat(version(git(repository, "refs/heads/main", ""))).isEqualTo("two");
  }

  @Test
  void usesADirectoryOfTheRepository() throws Exception {
    Path repository = directory.resolve("repository");
    RevCommit commit;
    try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
      commit = commit(git, "apps/web/version", "web");
    }

    try (FetchedSource source = fetch(git(repository, "", "apps/web"), Optional.empty())) {
      assertThat(source.directory().resolve("version")).hasContent("web");
      assertThat(source.reference()).isEqualTo(commit.name());
    }
    for (String path : new String[] {"apps/other", "../.."}) {
      assertThatThrownBy(() -> fetch(git(repository, "", path), Optional.empty()))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no directory '%s'".formatted(path));
    }
  }

  @Test
  void namesTheRepositoryAndTheRefThatAreNotThere() throws Exception {
    Path repository = directory.resolve("repository");
    try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
      commit(git, "version", "one");
    }

    assertThatThrownBy(() -> fetch(git(repository, "nope", ""), Optional.empty()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no branch, tag or commit 'nope'");
    assertThatThrownBy(() -> fetch(git(directory.resolve("nowhere"), "", ""), Optional.empty()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("nowhere");
    assertThat(Files.list(temporary)).isEmpty();
  }

  @Test
  void submodulesAreFetchedSoDeepAsIsAskedFor() throws Exception {
    Path inner = repository("inner", Optional.empty());
    Path middle = repository("middle", Optional.of(inner));
    Path outer = repository("outer", Optional.of(middle));

    assertThat(files(git(outer, "", "", 0))).containsExactly("version");
    assertThat(files(git(outer, "", "", 1))).containsExactly("sub/version", "version");
    assertThat(files(git(outer, "", "", 2)))
        .containsExactly("sub/sub/version", "sub/version", "version");
  }

  private Path repository(String name, Optional<Path> submodule) throws Exception {
    Path path = directory.resolve(name);
    try (Git git = Git.init().setDirectory(path.toFile()).call()) {
      if (submodule.isPresent()) {
        git.submoduleAdd().setURI(submodule.get().toUri().toString()).setPath("sub").call().close();
      }
      commit(git, "version", name);
    }
    return path;
  }

  private List<String> files(SourceSpec spec) throws Exception {
    try (FetchedSource source = fetch(spec, Optional.empty());
        Stream<Path> all = Files.walk(source.directory())) {
      return all.filter(file -> file.getFileName().toString().equals("version"))
          .map(file -> source.directory().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private FetchedSource fetch(SourceSpec spec, Optional<Path> local)
      throws SourceException, InterruptedException {
    JobTerminal terminal = new JobTerminal(event -> {}, new Masker(), InstantSource.system());
    return new SourceFetcher(gateway, local, temporary)
        .fetch(ATTEMPT, Optional.of(spec), terminal, Cancellation.never());
  }

  private String version(SourceSpec spec) throws Exception {
    try (FetchedSource source = fetch(spec, Optional.empty())) {
      return Files.readString(source.directory().resolve("version"));
    }
  }

  private static SourceSpec.Git git(Path repository, String ref, String path) {
    return git(repository, ref, path, 0);
  }

  private static SourceSpec.Git git(Path repository, String ref, String path, int submodules) {
    return new SourceSpec.Git(
        repository.toUri().toString(), ref, path, "", "", new byte[0], "", "", submodules);
  }

  private static RevCommit commit(Git git, String name, String content) throws Exception {
    Path file = git.getRepository().getWorkTree().toPath().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage(content)
        .setAuthor("Ann", "ann@example.org")
        .setCommitter("Ann", "ann@example.org")
        .setSign(false)
        .call();
  }

  @FunctionalInterface
  private interface Content {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] archive(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      content.write(tar);
    }
    return bytes.toByteArray();
  }

  private static void file(TarArchiveOutputStream tar, String name, String text, int mode)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    entry.setMode(0100000 | mode);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
