package dev.waypoint.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectDownloadTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "https://git.test/x/shop.git, https://git.test/x/shop.git, '', '', shop",
    "git::https://git.test/x/shop.git//web/?ref=v1, https://git.test/x/shop.git, web/, v1, web",
    "git@git.test:shop.git?ref=main, git@git.test:shop.git, '', main, shop",
    "file:///srv/shop, file:///srv/shop, '', '', shop",
    "https://host.test/shop.tar.gz, https://host.test/shop.tar.gz, '', '', shop",
  })
  void anAddressNamesTheProjectAndWhereItIs(
      String written, String url, String path, String ref, String name) {
    ProjectDownload download = ProjectDownload.of(written);
    assertThat(download).isEqualTo(new ProjectDownload(url, path, ref));
    assertThat(download.name()).isEqualTo(name);
  }

  @Test
  void aDirectoryOfARepositoryIsFetchedAtAReference() throws Exception {
    Path origin = Files.createDirectory(directory.resolve("origin"));
    try (Git git = Git.init().setDirectory(origin.toFile()).call()) {
      commit(git, "one");
      git.tag().setName("v1").setAnnotated(false).call();
      commit(git, "two");
    }
    Path target = directory.resolve("new/web");

    fetch(origin + "//web?ref=v1", target);
    assertThat(target.resolve("waypoint.hcl")).hasContent("one");
    assertThat(target.getParent()).isDirectoryContaining(path -> path.equals(target));
    assertThat(target.getParent().toFile().list()).hasSize(1);

    fetch(origin.toString(), directory.resolve("whole"));
    assertThat(directory.resolve("whole/web/waypoint.hcl")).hasContent("two");
    assertThat(directory.resolve("whole/.git")).isDirectory();
  }

  private static void commit(Git git, String content) throws Exception {
    Path file = git.getRepository().getWorkTree().toPath().resolve("web/waypoint.hcl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage(content)
        .setAuthor("Ann", "ann@example.org")
        .setCommitter("Ann", "ann@example.org")
        .setSign(false)
        .call();
  }

  @Test
  void anArchiveIsFetchedByHttpAndWhatIsNotThereLeavesNothing() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] archive = archive("shop-1/waypoint.hcl");
    server.createContext(
        "/shop.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(archive);
          exchange.close();
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      fetch(base + "/shop.tar.gz", directory.resolve("shop"));
      assertThat(directory.resolve("shop/waypoint.hcl")).hasContent("project");

      assertThatThrownBy(() -> fetch(base + "/none.tar.gz", directory.resolve("none")))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("/none.tar.gz could not be fetched")
          .hasMessageContaining("404");
      assertThat(directory.toFile().list()).containsExactly("shop");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://ann:s3cret@git.test/a b.tar.gz", "file:x.tgz"})
  void whatIsNoAddressIsSaidWithoutItsPassword(String written) {
    assertThatThrownBy(() -> fetch(written, directory.resolve("none")))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("that is no address of an archive")
        .hasMessageNotContaining("s3cret");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatIsThereIsLeftAlone() throws Exception {
    Path there = Files.createDirectory(directory.resolve("there"));
    assertThatThrownBy(() -> fetch("https://git.test/shop.git", there))
        .hasMessageContaining("is there already")
        .hasMessageContaining("-into");
    assertThat(there).isEmptyDirectory();
  }

  private static void fetch(String written, Path target) throws Exception {
    ProjectDownload.of(written).fetch(target, new TestingTerminal());
  }

  private static byte[] archive(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      byte[] content = "project".getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
