package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plugin SDK as somebody else would use it: the sample launcher is built away from this
 * project, from the SDK's artifacts alone, put into a plugin directory, and runs a job.
 */
class PluginProductIT {
  private static final Duration BUILD = Duration.ofMinutes(8);

  @TempDir Path directory;

  @Test
  void aLauncherOfSomebodyElseIsBuiltInstalledAndRunsAJobBesideBrokenOnes() throws Exception {
    Path plugins = directory.resolve("plugins");
    install(build(sample()), plugins.resolve("local-process"));
    Files.writeString(
        Files.createDirectories(plugins.resolve("garbage")).resolve("x.jar"), "no jar at all");
    oldPlugin(Files.createDirectories(plugins.resolve("old")));
    Path tasks = Files.createDirectories(directory.resolve("tasks"));

    try (Installation installation = Installation.start(directory, "127.0.0.1")) {
      Program runner =
          installation.adoptedRunner("launcher", Map.of("WAYPOINT_PLUGIN_DIR", plugins.toString()));
      installation
          .cli(
              directory,
              "runner",
              "profile",
              "set",
              "-name=here",
              "-plugin-type=local-process",
              "-plugin-config=" + configuration(tasks),
              "-oci-url=local/waypoint:1")
          .succeeded();
      Path project =
          Project.counting(
              directory.resolve("counting"), "counting", 10, 0.1, "runner { profile = \"here\" }");
      installation.cli(project, "init").succeeded();

      Program.Result build = installation.cli(project, "build", "-local=false").succeeded();

      assertThat(SurvivalIT.countedLines(build.output(), "line"))
          .isEqualTo(SurvivalIT.countTo("line", 10));
      awaitEmpty(tasks);
      assertThat(warnings(runner, "garbage")).hasSize(1);
      assertThat(warnings(runner, "\"old\"")).hasSize(1);
      assertThat(warnings(runner, "\"old\"").getFirst())
          .contains("was made for version 0 of the plugin SDK")
          .contains("use a build of it for this version");
      assertThat(runner.transcript()).doesNotContain("\tat ");
      assertThat(runner.alive()).isTrue();
    }
  }

  private static List<String> warnings(Program program, String about) {
    return program.transcript().lines().filter(line -> line.contains(about)).toList();
  }

  private Path sample() throws IOException {
    Path from = Requirements.checkout().resolve("examples/plugin-local-process");
    Path to = directory.resolve("sample");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (!from.relativize(file).startsWith("target")) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** With its own tests, which are the SDK's contract. */
  private Path build(Path sample) {
    Path repository = directory.resolve("repository");
    Path built = Requirements.checkout().resolve("plugin-sdk/target");
    for (String kind : List.of("", "-tests")) {
      maven(
          repository,
          "install:install-file",
          "-Dfile=" + built.resolve("waypoint-plugin-sdk-%s%s.jar".formatted(version(), kind)),
          "-DpomFile=" + built.resolve(".flattened-pom.xml"),
          kind.isEmpty() ? "-Dpackaging=jar" : "-Dclassifier=tests");
    }
    maven(repository, "-f", sample.resolve("pom.xml").toString(), "package");
    return sample.resolve("target/local-process.jar");
  }

  private static String version() {
    try {
      String pom = Files.readString(Requirements.checkout().resolve("pom.xml"));
      return pom.replaceAll(
          "(?s).*?<artifactId>waypoint</artifactId>\\s*<version>([^<]*)<.*", "$1");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In a local repository of its own; what others have downloaded is taken from theirs. */
  private void maven(Path repository, String... arguments) {
    Path home = Path.of(System.getProperty("user.home"), ".m2", "repository");
    String used = System.getProperty("localRepository", home.toString());
    String[] command =
        Stream.concat(
                Stream.of(
                    Requirements.checkout().resolve("mvnw").toString(),
                    "-q",
                    "-B",
                    "-Dmaven.repo.local=" + repository,
                    "-Dmaven.repo.local.tail=" + used + "," + home,
                    "-Dmaven.repo.local.tail.ignoreAvailability=true"),
                Stream.of(arguments))
            .toArray(String[]::new);
    Map<String, String> environment = new HashMap<>();
    environment.put("WAYPOINT_JAVA_HOME", System.getProperty("java.home"));
    Program.command(directory, environment, command).result(BUILD).succeeded();
  }

  private static void install(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.copy(jar, folder.resolve(jar.getFileName()));
  }

  /** A plugin that says of itself that it was made for another version. */
  private void oldPlugin(Path folder) throws IOException {
    Path work = Files.createDirectories(directory.resolve("old"));
    Path source =
        Files.writeString(
            work.resolve("Old.java"),
            """
            public final class Old implements dev.waypoint.sdk.Plugin {
              public String name() { return "old"; }
              public int sdkVersion() { return 0; }
            }
            """);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                work.toString(),
                source.toString());
    assertThat(code).isZero();
    Path service = work.resolve("META-INF/services/dev.waypoint.sdk.Plugin");
    Files.createDirectories(service.getParent());
    Files.writeString(service, "Old");
    java.util.spi.ToolProvider jar = java.util.spi.ToolProvider.findFirst("jar").orElseThrow();
    assertThat(
            jar.run(
                System.out,
                System.err,
                "--create",
                "--file",
                folder.resolve("old.jar").toString(),
                "-C",
                work.toString(),
                "Old.class",
                "-C",
                work.toString(),
                "META-INF"))
        .isZero();
  }

  private Path configuration(Path tasks) throws IOException {
    Path program =
        Files.createFile(
            directory.resolve("waypoint"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String command =
        Program.commandLine().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(program, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    return Files.write(
        directory.resolve("local.hcl"),
        """
        directory = "%s"
        programs  = { "local/waypoint:1" = "%s" }
        """
            .formatted(tasks, program)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void awaitEmpty(Path tasks) throws IOException {
    long latest = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try (Stream<Path> left = Files.list(tasks)) {
        List<Path> folders = left.toList();
        if (folders.isEmpty()) {
          return;
        }
        assertThat(System.nanoTime()).as("%s are left", folders).isLessThan(latest);
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }
}
