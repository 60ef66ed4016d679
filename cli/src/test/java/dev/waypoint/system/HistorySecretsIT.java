package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads whole histories and looks for what must never be in them. */
class HistorySecretsIT {
  private static final Pattern DATA = Pattern.compile("\"data\":\\s*\"([^\"]*)\"");

  @TempDir Path directory;

  @Test
  void noValueNoConfigurationAndNoOutputIsInAnyHistoryAndNoSensitiveValueAnywhere()
      throws IOException {
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address())) {
      installation.adoptedRunner("one");
      Path project =
          Project.write(
              directory.resolve("p"),
              """
              project = "plain-name"

              variable "colour" {
                type = string
              }

              variable "password" {
                type      = string
                sensitive = true
              }

              app "web" {
                build {
                  use "exec" {
                    command = ["sh", "-c", "echo colour ${var.colour} password ${var.password} and output-marker-91"]
                  }
                }
                deploy {
                  use "exec" {
                    command = ["sh", "-c", "echo failing config-marker-92; exit 3"]
                  }
                }
              }
              """);
      installation.cli(project, "init").succeeded();
      String[] variables = {"-var=colour=ultraviolet-93", "-var=password=swordfish-94"};
      Program.Result build =
          installation.cli(project, "build", "-local=false", variables[0], variables[1]);
      build.succeeded();
      assertThat(build.output()).contains("ultraviolet-93").contains("output-marker-91");
      assertThat(build.output() + build.errors()).doesNotContain("swordfish-94");
      Program.Result deploy =
          installation.cli(project, "deploy", "-local=false", variables[0], variables[1]);
      assertThat(deploy.exitCode()).isEqualTo(1);

      String list = temporal.client("workflow", "list", "-o", "json").succeeded().output();
      List<String> ids =
          Pattern.compile("job/[0-9A-Z]{26}")
              .matcher(list)
              .results()
              .map(MatchResult::group)
              .distinct()
              .toList();
      assertThat(ids).hasSizeGreaterThanOrEqualTo(2);
      for (String id : ids) {
        String history =
            temporal.client("workflow", "show", "-w", id, "-o", "json").succeeded().output();
        assertThat(decoded(history))
            .doesNotContain(
                "ultraviolet-93", "swordfish-94", "output-marker-91", "config-marker-92");
      }
      assertThat(decoded(list)).doesNotContain("ultraviolet-93", "swordfish-94");
      for (Path file : files(directory.resolve("server"))) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("swordfish-94");
      }
      assertThat(installation.server().transcript()).doesNotContain("swordfish-94");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** The history's text, and every payload in it as text. */
  private static String decoded(String json) {
    StringBuilder text = new StringBuilder(json);
    Matcher matcher = DATA.matcher(json);
    while (matcher.find()) {
      text.append('\n')
          .append(new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
