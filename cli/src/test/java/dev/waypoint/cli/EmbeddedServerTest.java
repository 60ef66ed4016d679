package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.RealCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without any server: the command brings its own, and executes what it queues there. */
@Timeout(180)
class EmbeddedServerTest {
  private static final Pattern JOB_ID = Pattern.compile("\\b01[0-9A-HJKMNP-TV-Z]{24}\\b");

  private static final String PROJECT =
      """
      project = "shop"

      app "web" {
        build {
          use "exec" {
            command = ["sh", "-c", "echo building ${var.greeting}"]
          }
        }
        deploy {
          use "exec" {
            command = ["sh", "-c", "echo deploying"]
          }
        }
      }

      app "api" {
        build {
          use "exec" {
            command = ["sh", "-c", "echo no compiler; exit 3"]
          }
        }
        deploy {
          use "exec" {
            command = ["sh", "-c", "echo deploying"]
          }
        }
      }

      variable "greeting" {
        type    = string
        default = "hello"
      }
      """;

  @TempDir private Path directory;
  private RealCli cli;

  @BeforeEach
  void start() throws Exception {
    cli = new RealCli(directory);
    Files.writeString(cli.project().resolve("waypoint.hcl"), PROJECT);
  }

  @Test
  void anAppIsBuiltAndTheNextCommandKnowsIt() {
    Result build = cli.run("build", "-app=web", "-var=greeting=moin");
    assertThat(build.code()).as(build.out() + build.err()).isZero();
    assertThat(build.out())
        .contains("the operation is performed locally", "building moin", "Created artifact v1")
        .contains("greeting\tmoin\tstring\tcli");
    assertThat(build.err()).isEmpty();

    assertThat(cli.run("status", "-app=web", "-verbose").out()).contains("\tJOB\tID\n");
    Result status = cli.run("status", "-app=web", "-json");
    assertThat(status.out()).contains("\"ARTIFACT_RECORD\"", "\"SUCCEEDED\"");
  }

  @Test
  void whatWasDoneIsReadAfterwards() {
    assertThat(cli.run("job", "list").err()).contains("no server is configured", "login");
    assertThat(cli.run("build", "-app=web", "-var=greeting=moin").code()).isZero();

    Result list = cli.run("job", "list", "-plain");
    assertThat(list.out()).as(list.err()).contains("Build\tSuccess", "shop");
    Matcher id = JOB_ID.matcher(list.out());
    assertThat(id.find()).isTrue();
    assertThat(cli.run("job", "get-stream", id.group()).out()).contains("building moin");
    assertThat(cli.run("job", "inspect", id.group()).out())
        .contains("Operation: Build", "Application: web");
    assertThat(cli.run("project", "list").out()).contains("shop");
  }

  @Test
  void theStatusOfNothingSaysHowToBegin() {
    assertThat(cli.run("status").out()).contains("is built yet", "waypoint up");
    assertThat(cli.run("status", "-json").out().strip()).isEqualTo("[]");
  }

  @Test
  void aFailingAppDoesNotKeepTheOthersBack() {
    Result build = cli.run("build");
    assertThat(build.code()).isEqualTo(1);
    assertThat(build.out()).contains("building hello", "no compiler");
    assertThat(build.err()).contains("build of api failed").doesNotContain("Exception", "\tat ");
  }

  @Test
  void aSecondCommandWaitsForTheFirst() throws Exception {
    CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> cli.run("init"));
    CompletableFuture<Result> second = CompletableFuture.supplyAsync(() -> cli.run("init"));
    assertThat(first.get(120, TimeUnit.SECONDS).code()).isZero();
    assertThat(second.get(120, TimeUnit.SECONDS).code()).isZero();
  }

  @Test
  void whatTheRunnerFindsWrongIsToldOnce() {
    Result build = cli.run("build", "-app=web", "-var=nope=1");
    assertThat(build.code()).isEqualTo(1);
    assertThat(build.err())
        .containsOnlyOnce("for the variable \"nope\"")
        .contains("build of web failed");
  }

  @Test
  void aMistakeInTheFileIsShownWithItsPosition() throws Exception {
    Files.writeString(cli.project().resolve("waypoint.hcl"), "project = \"shop\"\napp {\n}\n");
    Result init = cli.run("init");
    assertThat(init.code()).isEqualTo(1);
    assertThat(init.err()).contains("waypoint.hcl:2");
  }
}
