package dev.waypoint.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.OperationKind;
import dev.waypoint.activities.run.TestingRunner;
import dev.waypoint.workflows.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final ConfigEntry.Target DEPLOYMENTS = target(Optional.empty(), "", "");
  private static final ConfigEntry.Target RUNNERS = target(Optional.of(""), "", "");

  @TempDir private Path directory;
  private TestingRunner runner;

  @BeforeEach
  void setUp() throws IOException {
    runner = new TestingRunner(directory);
  }

  private static ConfigEntry.Target target(
      Optional<String> runner, String workspace, String labels) {
    return new ConfigEntry.Target(false, "", runner, workspace, labels);
  }

  private static ConfigEntry entry(
      ConfigEntry.Kind kind, String name, String text, ConfigEntry.Target target) {
    return new ConfigEntry(name, kind, target, new ConfigEntry.Content.Text(text), false);
  }

  private static ConfigEntry env(String name, String text, ConfigEntry.Target target) {
    return entry(ConfigEntry.Kind.ENV, name, text, target);
  }

  private static ConfigEntry file(String name, String text) {
    return entry(ConfigEntry.Kind.FILE, name, text, RUNNERS);
  }

  private TestingRunner build(String config, String script) throws IOException {
    return runner.app(
        """
        config {
          %s
        }
        build {
          hook {
            when    = "before"
            command = ["sh", "-c", "echo hook: $GREETING"]
          }
          use "exec" { command = ["sh", "-c", "%s"] }
        }
        deploy {
          use "exec" { command = ["true"] }
        }
        """
            .formatted(config, script));
  }

  @Test
  @Tag("behaviour-177")
  void runnerConfigurationReachesHooksAndCommandsOfItsJobAlone() throws Exception {
    build("", "echo command: $GREETING");
    runner.gateway().config(env("GREETING", "hello", RUNNERS));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("hook: hello", "command: hello");
    assertThat(System.getenv("GREETING")).isNull();

    runner.gateway().config();
    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("command:").doesNotContain("hello");
  }

  @Test
  @Tag("behaviour-177")
  void whatIsForOneRunnerWinsOverWhatIsForAll() throws Exception {
    build("", "echo got $A $B");
    runner
        .gateway()
        .config(
            env("A", "mine", target(Optional.of("test"), "", "")),
            env("A", "all", RUNNERS),
            env("B", "all", RUNNERS),
            env("B", "another", target(Optional.of("other"), "", "")));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("got mine all");
  }

  @Test
  @Tag("behaviour-179")
  void whatIsForAWorkspaceOrLabelsAppliesOnlyThereAndWins() throws Exception {
    build("", "echo got $A $B $C $D");
    runner
        .labels(Map.of("env", "dev"))
        .gateway()
        .config(
            env("A", "here", target(Optional.of(""), "Default", "")),
            env("A", "all", RUNNERS),
            env("B", "all", RUNNERS),
            env("B", "elsewhere", target(Optional.of(""), "prod", "")),
            env("C", "selected", target(Optional.of(""), "", "env == \"dev\"")),
            env("C", "all", RUNNERS),
            env("D", "all", RUNNERS),
            env("D", "unselected", target(Optional.of(""), "", "env == \"prod\"")));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("got here all selected all");
  }

  @Test
  void theStanzaOfTheFileCountsOverTheServersForTheSameTarget() throws Exception {
    runner.file(
        "waypoint.hcl",
        """
        project = "shop"
        config {
          env = { A = "file" }
          runner {
            env = { R = "file" }
          }
        }
        app "web" {
          build {
            use "exec" { command = ["sh", "-c", "echo got $A $B $R"] }
          }
          deploy {
            use "exec" { command = ["true"] }
          }
        }
        """);
    runner
        .gateway()
        .config(
            env("A", "kept", DEPLOYMENTS),
            env("B", "kept", DEPLOYMENTS),
            env("R", "kept", RUNNERS));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("got file kept file");
  }

  @Test
  @Tag("behaviour-178")
  void filesAreThereWhileTheJobRunsForTheirOwnerAloneAndGoAfterwards() throws Exception {
    Path absolute = directory.resolve("etc/app/key.pem");
    build("", "cat conf/app.ini && cat %1$s && ls -l %1$s && touch seen".formatted(absolute));
    runner
        .gateway()
        .config(file("conf/app.ini", "level = 3\n"), file(absolute.toString(), "the key\n"));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("level = 3", "the key", "-rw-------");
    assertThat(runner.project().resolve("seen")).exists();
    assertThat(runner.project().resolve("conf")).doesNotExist();
    assertThat(directory.resolve("etc")).doesNotExist();
  }

  @Test
  @Tag("behaviour-178")
  void filesAreGoneAfterAFailedJob() throws Exception {
    build("", "exit 3");
    runner.gateway().config(file("conf/app.ini", "level = 3\n"));

    runner.failure(OperationKind.BUILD);

    assertThat(runner.project().resolve("conf")).doesNotExist();
  }

  @Test
  void aFileThatExistsIsNeverOverwritten() throws Exception {
    build("", "true").file("app.ini", "precious\n");
    runner.gateway().config(file("app.ini", "level = 3\n"), file("a/b.ini", "x\n"));

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.failure()).isEqualTo(FailureCode.CONFIG_INVALID);
    assertThat(failed.message()).contains("\"app.ini\"", "is not overwritten");
    assertThat(runner.project().resolve("app.ini")).hasContent("precious");
    assertThat(runner.project().resolve("a")).doesNotExist();
  }

  @Test
  void aFileOutsideOfTheProjectNeedsAnAbsolutePath() throws Exception {
    build("", "true");
    runner.gateway().config(file("../out.ini", "x\n"));

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.message()).contains("\"../out.ini\"", "out of the project's directory");
  }

  @Test
  void jobsShareAFileOfTheSameContentUntilTheLastOneEnds() throws Exception {
    Path absolute = directory.resolve("shared.pem");
    Map<String, String> files = Map.of(absolute.toString(), "the key");
    ConfigFiles first = ConfigFiles.write(files, runner.project());
    ConfigFiles second = ConfigFiles.write(files, runner.project());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(absolute)))
        .isEqualTo("rw-------");
    first.close();
    assertThat(absolute).hasContent("the key");
    second.close();
    assertThat(absolute).doesNotExist();
  }

  @Test
  void sensitiveValuesAreMaskedInOutput() throws Exception {
    build("", "echo token is $TOKEN");
    runner
        .gateway()
        .config(
            new ConfigEntry(
                "TOKEN",
                ConfigEntry.Kind.ENV,
                RUNNERS,
                new ConfigEntry.Content.Text("s3cret-of-mine"),
                true));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("token is ***").doesNotContain("s3cret-of-mine");
  }

  @Test
  void aSyncTellsTheServerWhatTheStanzasSay() throws Exception {
    runner.file(
        "waypoint.hcl",
        """
        project = "shop"
        variable "password" {
          default   = "hidden-one"
          sensitive = true
        }
        config {
          internal = { host = "db" }
          runner {
            env = { R = "r" }
          }
        }
        app "web" {
          config {
            env = {
              URL    = "postgres://u:${var.password}@${config.internal.host}"
              SECRET = dynamic("vault", { path = "p" })
            }
            file = { "app.ini" = "x" }
            workspace "prod" {
              env = { LEVEL = 1 }
            }
          }
          build {
            use "exec" { command = ["true"] }
          }
          deploy {
            use "exec" { command = ["true"] }
          }
        }
        """);

    runner.success(OperationKind.CONFIG_SYNC);

    List<ConfigEntry> synced = runner.gateway().synced();
    assertThat(synced)
        .extracting(ConfigEntry::name)
        .containsExactlyInAnyOrder("host", "R", "URL", "SECRET", "app.ini", "LEVEL");
    assertThat(synced)
        .filteredOn(ConfigEntry::sensitive)
        .extracting(ConfigEntry::name)
        .containsExactly("URL");
    assertThat(synced)
        .filteredOn(entry -> entry.name().equals("SECRET"))
        .extracting(ConfigEntry::content)
        .containsExactly(new ConfigEntry.Content.Dynamic("vault", Map.of("path", "p")));
    assertThat(synced)
        .filteredOn(entry -> entry.name().equals("R"))
        .extracting(entry -> entry.target().runner())
        .containsExactly(Optional.of(""));
    assertThat(synced)
        .filteredOn(entry -> entry.name().equals("LEVEL"))
        .extracting(entry -> entry.target().workspace())
        .containsExactly("prod");
  }

  @Test
  @Tag("behaviour-166")
  void anInitJobRegistersTheApplicationsOfTheFile() throws Exception {
    build("", "true");

    runner.success(OperationKind.INIT);

    assertThat(runner.gateway().registered()).containsExactly("web");
  }
}
