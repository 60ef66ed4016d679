package dev.waypoint.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.FinalVariable;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.OperationKind;
import dev.waypoint.activities.gateway.OperationOptions;
import dev.waypoint.activities.gateway.OperationResult;
import dev.waypoint.activities.gateway.ProgressReport;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.activities.gateway.RecordStart;
import dev.waypoint.activities.run.TestingRunner;
import dev.waypoint.workflows.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OperationsTest {
  private static final String BARE =
      """
      build {
        use "exec" { command = ["true"] }
      }
      deploy {
        use "exec" { command = ["true"] }
      }
      """;

  private static final String WHOLE =
      """
      labels = { team = "a" }
      build {
        labels = { stage = "build" }
        use "exec" { command = ["sh", "-c", "echo building; echo image=web > $WAYPOINT_OUTPUT"] }
        registry {
          use "exec" {
            command = ["sh", "-c", "printf 'image=reg/%s\\ntag=v1\\n' $1 > $WAYPOINT_OUTPUT", "sh", artifact.image]
          }
        }
      }
      deploy {
        use "exec" {
          command = ["sh", "-c", "printf 'url=http://%s.test\\n' $WAYPOINT_SEQUENCE > $WAYPOINT_OUTPUT; echo deploying $1", "sh", "${artifact.image}:${artifact.tag}"]
          destroy { command = ["sh", "-c", "echo destroying $WAYPOINT_SEQUENCE"] }
          status { command = ["true"] }
        }
      }
      release {
        use "exec" {
          command = ["sh", "-c", "echo releasing $1", "sh", deploy.url]
        }
      }
      """;

  @TempDir private Path directory;
  private TestingRunner runner;

  @BeforeEach
  void makeRunner() throws Exception {
    runner = new TestingRunner(directory);
  }

  @Test
  void upBuildsPushesDeploysAndReleases() throws Exception {
    runner.app(WHOLE);

    OperationResult result = runner.success(OperationKind.UP).result();

    assertThat(runner.gateway().text())
        .containsSubsequence(
            "Running build v1",
            "building",
            "Running push v1",
            "Running deploy v1",
            "deploying reg/web:v1",
            "Running release v1",
            "releasing http://1.test",
            "URL: http://1.test");
    assertThat(result.url()).contains("http://1.test");
    assertThat(result.artifact().orElseThrow().data())
        .isEqualTo(Map.of("image", "reg/web", "tag", "v1"));
    assertThat(result.deployment().orElseThrow().parentId())
        .isEqualTo(result.artifact().orElseThrow().id());
    assertThat(result.release().orElseThrow().parentId())
        .isEqualTo(result.deployment().orElseThrow().id());
    assertThat(result.statusReports())
        .extracting(ComponentRecord::health)
        .containsExactly("READY", "UNKNOWN");
  }

  @Test
  void onlyTheDeploymentOfAnIdempotentPlatformMayBeRepeated() throws Exception {
    runner.app(idempotent(""));
    runner.success(OperationKind.UP);

    assertThat(runner.gateway().starts())
        .extracting(RecordStart::kind, RecordStart::repeatable)
        .containsExactly(
            tuple(RecordKind.BUILD, false),
            tuple(RecordKind.ARTIFACT, false),
            tuple(RecordKind.DEPLOYMENT, true),
            tuple(RecordKind.STATUS_REPORT, false),
            tuple(RecordKind.RELEASE, false),
            tuple(RecordKind.STATUS_REPORT, false));
  }

  @Test
  void aDeploymentOfAPlatformThatIsNotIdempotentMustNotBeRepeated() throws Exception {
    runner.app(WHOLE);
    runner.success(OperationKind.UP);

    assertThat(runner.gateway().starts()).noneMatch(RecordStart::repeatable);
  }

  @Test
  void aDeploymentWithHooksMustNotBeRepeated() throws Exception {
    for (String when : List.of("before", "after")) {
      runner.app(idempotent("hook {\n when = \"%s\"\n command = [\"true\"]\n }".formatted(when)));
      runner.success(OperationKind.UP);
    }

    assertThat(runner.gateway().starts())
        .extracting(RecordStart::kind)
        .contains(RecordKind.DEPLOYMENT);
    assertThat(runner.gateway().starts()).noneMatch(RecordStart::repeatable);
  }

  private static String idempotent(String inDeploy) {
    return WHOLE.replace(
        "deploy {\n  use \"exec\" {",
        "deploy {\n  " + inDeploy + "\n  use \"exec\" {\n idempotent = true");
  }

  @Test
  void mergesLabelsOfAllLevels() throws Exception {
    runner.app(WHOLE).labels(Map.of("from", "cli", "waypoint/own", "x"));

    ComponentRecord build = runner.success(OperationKind.BUILD).result().build().orElseThrow();

    assertThat(build.labels())
        .isEqualTo(
            Map.of("team", "a", "stage", "build", "from", "cli", "waypoint/workspace", "default"));
  }

  @Test
  void buildsWithoutPushingWhenTold() throws Exception {
    runner.app(WHOLE).options(new OperationOptions(true, false, false, -1, "", false));

    OperationResult result = runner.success(OperationKind.BUILD).result();

    assertThat(result.build()).isPresent();
    assertThat(result.artifact()).isEmpty();
  }

  @Test
  void prunesAllButTheLastTwoDeployments() throws Exception {
    runner.app(WHOLE).options(new OperationOptions(false, true, true, -1, "", false));
    for (int i = 0; i < 3; i++) {
      runner.success(OperationKind.UP);
    }

    OperationResult fourth = runner.success(OperationKind.UP).result();

    assertThat(fourth.destroyed()).isEqualTo(2);
    assertThat(living(RecordKind.DEPLOYMENT)).containsExactly(3L, 4L);
    assertThat(living(RecordKind.RELEASE)).containsExactly(3L, 4L);
    assertThat(runner.gateway().text()).contains("destroying 2");
  }

  @Test
  void destroysEverythingOfTheApplication() throws Exception {
    runner.app(WHOLE);
    runner.success(OperationKind.UP);

    OperationResult result = runner.success(OperationKind.DESTROY).result();

    assertThat(result.destroyed()).isEqualTo(2);
    assertThat(runner.gateway().text())
        .containsSubsequence("Destroyed release v1", "destroying 1", "Destroyed deployment v1");
    assertThat(living(RecordKind.DEPLOYMENT)).isEmpty();
    assertThat(runner.success(OperationKind.DESTROY).result().destroyed()).isZero();
  }

  @Test
  void destroysTheOneDeploymentThatIsNamed() throws Exception {
    runner.app(WHOLE);
    runner.success(OperationKind.UP);
    runner.success(OperationKind.UP);

    runner.options(new OperationOptions(false, false, false, -1, "1", false));
    runner.success(OperationKind.DESTROY);

    assertThat(living(RecordKind.DEPLOYMENT)).containsExactly(2L);
  }

  @Test
  void reportsTheStatusOfTheLatestDeployment() throws Exception {
    runner.app(WHOLE);
    runner.success(OperationKind.UP);

    OperationResult result = runner.success(OperationKind.STATUS).result();

    assertThat(result.statusReports())
        .first()
        .extracting(ComponentRecord::health)
        .isEqualTo("READY");
    assertThat(runner.gateway().text()).contains("Status of deployment v1: READY");
  }

  @Test
  void releasesAtTheDeploymentsAddressWithoutAReleaseStanza() throws Exception {
    runner.app(WHOLE.substring(0, WHOLE.indexOf("release {")));

    OperationResult result = runner.success(OperationKind.UP).result();

    assertThat(result.url()).contains("http://1.test");
    assertThat(result.release().orElseThrow().component()).isEqualTo("exec");
    assertThat(runner.success(OperationKind.DESTROY).result().destroyed()).isEqualTo(2);
  }

  @Test
  void doesNotReleaseTwice() throws Exception {
    runner.app(WHOLE);
    runner.success(OperationKind.UP);

    OperationResult again = runner.success(OperationKind.RELEASE).result();

    assertThat(again.release().orElseThrow().sequence()).isEqualTo(1);
    assertThat(runner.gateway().text())
        .contains("Deployment v1 is released already: there is nothing to do", "-repeat");
  }

  @Test
  void releasesTwiceWhenThatIsAskedFor() throws Exception {
    runner.app(WHOLE);
    runner.success(OperationKind.UP);
    runner.options(new OperationOptions(false, false, false, -1, "", true));

    OperationResult again = runner.success(OperationKind.RELEASE).result();

    assertThat(again.release().orElseThrow().sequence()).isEqualTo(2);
    assertThat(again.release().orElseThrow().parentId())
        .isEqualTo(again.deployment().orElseThrow().id());
    assertThat(runner.gateway().text()).contains("Running release v2", "releasing http://1.test");
    assertThat(runner.success(OperationKind.DESTROY).result().destroyed()).isEqualTo(3);
  }

  @Test
  void stagesThatAreNotInTheFileAreRecordedAndNotShown() throws Exception {
    runner.app(BARE);

    OperationResult result = runner.success(OperationKind.UP).result();

    assertThat(result.artifact()).isPresent();
    assertThat(result.release()).isPresent();
    assertThat(runner.gateway().text())
        .contains("Running build v1", "Running deploy v1")
        .doesNotContain("Running push", "Running release");
  }

  @Test
  void saysWhatToDoWhenThereIsNothingToDeploy() throws Exception {
    runner.app(WHOLE);

    JobOutcome.Failed failed = runner.failure(OperationKind.DEPLOY);

    assertThat(failed.failure()).isEqualTo(FailureCode.OPERATION_FAILED);
    assertThat(failed.message()).contains("no artifact of web").contains("waypoint build");
  }

  @Test
  void aFailingCommandFailsTheJobWithItsExitCodeAndARecord() throws Exception {
    runner.app(stages("[\"sh\", \"-c\", \"echo broken >&2; exit 3\"]", ""));

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.failure()).isEqualTo(FailureCode.OPERATION_FAILED);
    assertThat(failed.message()).contains("exit code 3");
    assertThat(runner.gateway().text()).contains("broken");
    assertThat(runner.gateway().records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.status()).isEqualTo(ComponentRecord.Status.FAILED);
              assertThat(record.message()).contains("exit code 3");
            });
  }

  @Test
  void whatAComponentLeavesInTheScratchDirectoryOfItsJobIsRemoved() throws Exception {
    String command =
        "d=$(dirname $(dirname $WAYPOINT_OUTPUT)); touch $d/left; echo in=$d > $WAYPOINT_OUTPUT";
    runner.app(stages("[\"sh\", \"-c\", \"%s\"]".formatted(command), ""));

    ComponentRecord build = runner.success(OperationKind.BUILD).result().build().orElseThrow();

    Path scratch = Path.of(build.data().get("in"));
    assertThat(scratch.getParent()).isEqualTo(runner.temporary());
    assertThat(scratch).doesNotExist();
  }

  @Test
  void runsHooksOnBothSides() throws Exception {
    runner.app(
        stages(
            "[\"echo\", \"the build\"]",
            """
            hook {
              when = "before"
              command = ["echo", "first"]
            }
            hook {
              when = "before"
              command = ["false"]
              on_failure = "continue"
            }
            hook {
              when = "after"
              command = ["echo", "last"]
            }
            """));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text())
        .containsSubsequence("first", "exit code 1; going on", "the build", "last");
  }

  @Test
  void aProgramThatAHookLeavesRunningDoesNotHoldTheJob() throws Exception {
    // A hook that ends before its output is first read loses the pipe: Java closes it then.
    runner.app(
        stages(
            "[\"echo\", \"the build\"]",
            "hook {\n when = \"before\"\n"
                + " command = [\"sh\", \"-c\", \"sleep 10 & echo started; sleep 1\"]\n}\n"));

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text())
        .containsSubsequence("started", "still holds its output", "the build");
  }

  @Test
  void aFailingHookFailsTheJobBeforeAnythingIsBuilt() throws Exception {
    runner.app(
        stages(
            "[\"echo\", \"the build\"]",
            "hook {\n when = \"before\"\n command = [\"false\"]\n}\n"));

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.message()).contains("hook `false` ended with exit code 1");
    assertThat(runner.gateway().text()).doesNotContain("the build");
  }

  @Test
  void showsFileLineAndColumnOfAConfigurationError() throws Exception {
    runner.app(stages("[var.missing]", ""));

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.failure()).isEqualTo(FailureCode.CONFIG_INVALID);
    assertThat(failed.message()).contains("waypoint.hcl").contains("missing").contains("5");
  }

  @Test
  void namesTheNearestPluginForAnUnknownOne() throws Exception {
    runner.app(stages("[\"true\"]", "").replace("use \"exec\"", "use \"exek\""));

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.failure()).isEqualTo(FailureCode.CONFIG_INVALID);
    assertThat(failed.message()).contains("\"exek\"").contains("Did you mean \"exec\"?");
  }

  @Test
  void masksSensitiveValuesInOutputAndFailures() throws Exception {
    runner
        .file(
            "waypoint.hcl",
            """
            project = "shop"
            variable "password" {
              type = string
              sensitive = true
            }
            app "web" {
              build {
                use "exec" {
                  command = ["sh", "-c", "printf 'pass is s3c'; sleep 0.3; echo 'ret-value'; exit 1", var.password]
                }
              }
              deploy {
                use "exec" { command = ["true"] }
              }
            }
            """)
        .variable("password", "s3cret-value");

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("pass is ***").doesNotContain("s3cret-value");
    assertThat(failed.message()).doesNotContain("s3cret-value");
    assertThat(runner.gateway().records().toString()).doesNotContain("s3cret-value");
    assertThat(runner.gateway().progress())
        .flatExtracting(ProgressReport::variables)
        .singleElement()
        .satisfies(
            variable -> {
              assertThat(variable.sensitive()).isTrue();
              assertThat(variable.value())
                  .isEqualTo(
                      java.util.HexFormat.of()
                          .formatHex(
                              java.security.MessageDigest.getInstance("SHA-256")
                                  .digest("WPCcookies3cret-value".getBytes())));
            });
  }

  @Test
  void takesVariablesFromFilesOfTheSourceAndFromTheJob() throws Exception {
    runner
        .file(
            "waypoint.hcl",
            """
            project = "shop"
            variable "a" { default = "a0" }
            variable "b" { default = "b0" }
            variable "c" { default = "c0" }
            app "web" {
              build {
                use "exec" { command = ["echo", "${var.a} ${var.b} ${var.c}"] }
              }
              deploy {
                use "exec" { command = ["true"] }
              }
            }
            """)
        .file("x.auto.wpvars", "b = \"b1\"\nc = \"c1\"\n")
        .variable("c", "c2");

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("a0 b1 c2");
    assertThat(runner.gateway().progress())
        .flatExtracting(ProgressReport::variables)
        .extracting(FinalVariable::source)
        .containsExactly("default", "vcs", "cli");
  }

  @Test
  void givesTheApplicationTheEnvironmentOfItsConfigStanza() throws Exception {
    runner.file(
        "waypoint.hcl",
        """
        project = "shop"
        config {
          env = {
            A = "a0"
            B = "b0"
            C = "c0"
          }
          workspace "default" {
            env = { C = upper("c1") }
          }
          workspace "other" {
            env = { A = "never" }
          }
        }
        app "web" {
          config {
            env = { B = "b-${app.name}" }
          }
          build {
            use "exec" { command = ["sh", "-c", "echo $A $B $C"] }
          }
          deploy {
            use "exec" { command = ["true"] }
          }
        }
        """);

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("a0 b-web C1");
  }

  @Test
  void showsWhereAConfigStanzaIsWrong() throws Exception {
    runner.app("config {\n env = { A = var.nothing }\n}\n" + stages("[\"true\"]", ""));

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.failure()).isEqualTo(FailureCode.CONFIG_INVALID);
    assertThat(failed.message()).contains("waypoint.hcl:4").contains("nothing");
  }

  @Test
  void prefersTheJobsFileThenTheSourcesThenTheServers() throws Exception {
    runner.gateway().serverHcl(hcl("server"));
    runner.success(OperationKind.INIT);
    assertThat(runner.gateway().text()).contains("server");

    runner.file("waypoint.hcl", hcl("source").content());
    runner.success(OperationKind.INIT);
    assertThat(runner.gateway().text()).contains("source");

    runner.jobHcl(hcl("job"));
    runner.success(OperationKind.INIT);
    assertThat(runner.gateway().text()).contains("applications job");
  }

  @Test
  void readsTheFileInJsonToo() throws Exception {
    runner.file(
        "waypoint.hcl.json",
        """
        {"project": "shop", "app": {"web": {
          "build": {"use": {"exec": {"command": ["echo", "from json"]}}},
          "deploy": {"use": {"exec": {"command": ["true"]}}}}}}
        """);

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("from json");
  }

  @Test
  void saysWhereAFileIsExpectedWhenThereIsNone() {
    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.failure()).isEqualTo(FailureCode.CONFIG_INVALID);
    assertThat(failed.message()).contains("no waypoint.hcl for project shop");
  }

  @Test
  void leavesTheDirectoryOfTheCliAndNothingElse() throws Exception {
    runner.app(stages("[\"touch\", \"made\"]", ""));

    runner.success(OperationKind.BUILD);

    assertThat(runner.project().resolve("made")).exists();
    assertThat(Files.list(runner.temporary())).isEmpty();
  }

  private Set<Long> living(RecordKind kind) {
    return new java.util.TreeSet<>(
        runner.gateway().records().stream()
            .filter(record -> record.kind() == kind && !record.destroyed())
            .map(ComponentRecord::sequence)
            .toList());
  }

  private static HclFile hcl(String app) {
    return new HclFile(
        "waypoint.hcl",
        "project = \"shop\"\napp \"%s\" {\n%s}\n".formatted(app, stages("[\"true\"]", "")));
  }

  private static String stages(String command, String more) {
    return """
        build {
        %s
          use "exec" { command = %s }
        }
        deploy {
          use "exec" { command = ["true"] }
        }
        """
        .formatted(more, command);
  }
}
