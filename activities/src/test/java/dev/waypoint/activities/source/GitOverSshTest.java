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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GitOverSshTest {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair key = newKey();
  private String url;
  private String knownHosts;

  @TempDir private Path directory;

  @BeforeEach
  void serveARepository() throws Exception {
    Path repository = directory.resolve("repository");
    try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
      Files.writeString(repository.resolve("file"), "content");
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("first")
          .setAuthor("Ann", "ann@example.org")
          .setCommitter("Ann", "ann@example.org")
          .setSign(false)
          .call();
    }
    server.setHost("127.0.0.1");
    SimpleGeneratorHostKeyProvider hostKeys = new SimpleGeneratorHostKeyProvider();
    server.setKeyPairProvider(hostKeys);
    server.setPublickeyAuthenticator(
        (user, offered, session) -> user.equals("git") && offered.equals(key.getPublic()));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    server.start();
    knownHosts = knownHosts(hostKeys.loadKeys(null).iterator().next().getPublic());
    url = "ssh://127.0.0.1:%d%s".formatted(server.getPort(), repository);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(true);
  }

  @Test
  void clonesWithTheKeyOfTheDataSourceAsTheUserGit() throws Exception {
    try (FetchedSource source = fetch(pem(key))) {
      assertThat(source.directory().resolve("file")).hasContent("content");
    }
  }

  @Test
  void fetchesASubmoduleOfTheSameHostWithTheSameKey() throws Exception {
    addSubmodule(url.replaceFirst("ssh://", "ssh://git@"));
    try (FetchedSource source = fetch(pem(key))) {
      assertThat(source.directory().resolve("inner/file")).hasContent("content");
    }
  }

  @Test
  void refusesASubmoduleThatIsARepositoryOfThisMachine() throws Exception {
    addSubmodule(directory.resolve("repository").toUri().toString());
    assertThatThrownBy(() -> fetch(pem(key)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the submodule inner is at file:/")
        .hasMessageContaining("cannot name one of this machine");
  }

  /** Of the very repository that is served, as it was before. */
  private void addSubmodule(String submoduleUrl) throws Exception {
    try (Git git = Git.open(directory.resolve("repository").toFile())) {
      Repository repository = git.getRepository();
      Files.writeString(
          directory.resolve("repository/.gitmodules"),
          "[submodule \"inner\"]\n\tpath = inner\n\turl = %s\n".formatted(submoduleUrl));
      git.add().addFilepattern(".gitmodules").call();
      ObjectId first = repository.resolve("HEAD");
      DirCache index = repository.lockDirCache();
      DirCacheEditor editor = index.editor();
      editor.add(
          new DirCacheEditor.PathEdit("inner") {
            @Override
            public void apply(DirCacheEntry entry) {
              entry.setFileMode(FileMode.GITLINK);
              entry.setObjectId(first);
            }
          });
      assertThat(editor.commit()).isTrue();
      git.commit()
          .setMessage("with a submodule")
          .setAuthor("Ann", "ann@example.org")
          .setCommitter("Ann", "ann@example.org")
          .setSign(false)
          .call();
    }
  }

  @Test
  void saysThatTheRepositoryCannotBeReachedWithAnotherKey() {
    assertThatThrownBy(() -> fetch(pem(newKey())))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("credentials");
  }

  @Test
  void saysThatAKeyCannotBeRead() {
    assertThatThrownBy(() -> fetch("no key"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("private key");
  }

  @Test
  void refusesAHostThatIsNotKnownAndSaysHowToMakeItKnown() {
    knownHosts =
        "example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    assertThatThrownBy(() -> fetch(pem(key)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("[127.0.0.1]:" + server.getPort())
        .hasMessageContaining("is not known")
        .hasMessageContaining("-git-known-hosts-path");
  }

  @Test
  void refusesAHostWithAnotherKeyThanTheKnownOne() {
    knownHosts = knownHosts(newKey().getPublic());

    assertThatThrownBy(() -> fetch(pem(key)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is another one");
  }

  private String knownHosts(PublicKey hostKey) {
    return "[127.0.0.1]:%d %s\n".formatted(server.getPort(), PublicKeyEntry.toString(hostKey));
  }

  private FetchedSource fetch(String pem) throws SourceException, InterruptedException {
    SourceSpec git =
        new SourceSpec.Git(
            url, "", "", "", "", pem.getBytes(StandardCharsets.US_ASCII), "", knownHosts, 1);
    return new SourceFetcher(new InMemoryJobGateway(), Optional.empty(), directory.resolve("tmp"))
        .fetch(
            new AttemptInput(new JobId("01JOB"), 1),
            Optional.of(git),
            new JobTerminal(event -> {}, new Masker(), InstantSource.system()),
            Cancellation.never());
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(KeyPair key) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(base64);
  }
}
