package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void filesFoldersLinksAndRightsAreKept() throws Exception {
    write("Dockerfile", "FROM scratch");
    write("bin/run", "#!/bin/sh");
    Files.setPosixFilePermissions(
        folder.resolve("bin/run"), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("bin/run"));
    Files.createDirectory(folder.resolve("empty"));
    write("a".repeat(120) + "/ünï", "long");
    Map<String, TarArchiveEntry> entries = archive("Dockerfile");
    assertThat(entries)
        .containsOnlyKeys(
            "Dockerfile",
            "bin/",
            "bin/run",
            "link",
            "empty/",
            "a".repeat(120) + "/",
            "a".repeat(120) + "/ünï");
    assertThat(entries.get("bin/run").getMode() & 0777).isEqualTo(0751);
    assertThat(entries.get("bin/run").getLongUserId()).isZero();
    assertThat(entries.get("link").getLinkName()).isEqualTo("bin/run");
  }

  @Test
  void whatIsIgnoredIsLeftOutButNeverTheDockerfile() throws Exception {
    write("docker/Dockerfile", "FROM scratch");
    write("docker/secret", "");
    write("src/Main.java", "");
    write("src/target/Main.class", "");
    write("node_modules/a/b.js", "");
    write("node_modules/keep/me.js", "");
    write("notes.md", "");
    write("README.md", "");
    write(
        ".dockerignore",
        """
        # left out
        docker
        **/target
        node_modules
        !node_modules/keep
        *.md
        !README.md
        """);
    assertThat(archive("docker/Dockerfile").keySet())
        .containsExactlyInAnyOrder(
            ".dockerignore",
            "docker/Dockerfile",
            "src/",
            "src/Main.java",
            "node_modules/keep/",
            "node_modules/keep/me.js",
            "README.md");
  }

  @Test
  void patternsFollowTheRules() {
    DockerIgnore ignore =
        DockerIgnore.parse(
            List.of("/rooted", "a?c", "x[0-9]", "deep/**/end", "any/**", "lit\\*", "./dot/"));
    assertThat(
            List.of(
                "rooted",
                "rooted/in",
                "abc",
                "x7",
                "deep/end",
                "deep/1/2/end",
                "any/z",
                "lit*",
                "dot/f"))
        .allMatch(ignore::excludes);
    assertThat(List.of("sub/rooted", "abbc", "xa", "deep/ends", "many/z", "litx", "a/c"))
        .noneMatch(ignore::excludes);
  }

  @Test
  void theLastRuleThatMatchesDecides() {
    DockerIgnore ignore = DockerIgnore.parse(List.of("*.md", "!a.md", "a.md"));
    assertThat(ignore.excludes("a.md")).isTrue();
  }

  @Test
  void whatIsNoPatternIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DockerIgnore.parse(List.of("a[")))
        .withMessage("\"a[\" is not a pattern");
  }

  private void write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Map<String, TarArchiveEntry> archive(String dockerfile) throws Exception {
    Path archive = elsewhere.resolve("context.tar");
    new BuildContext(folder, dockerfile).write(archive);
    Map<String, TarArchiveEntry> entries = new TreeMap<>();
    try (InputStream file = Files.newInputStream(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.put(entry.getName(), entry);
      }
    }
    return entries;
  }
}
