package dev.waypoint.activities.jsonnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.OperationKind;
import dev.waypoint.activities.run.TestingRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonnetFunctionsTest {
  @TempDir private Path directory;
  private TestingRunner runner;

  @BeforeEach
  void setUp() throws IOException {
    runner = new TestingRunner(directory);
  }

  private void build(String command) throws IOException {
    runner.app(
        """
        build {
          use "exec" { command = %s }
        }
        deploy {
          use "exec" { command = ["true"] }
        }
        """
            .formatted(command));
  }

  @Test
  void aFileBecomesJsonWithTheVariablesOfTheCall() throws Exception {
    build(
        """
        ["cat", jsonnetfile("app.jsonnet", {
          ext_vars = { name = upper("web"), quoted = "a=b c" }
          ext_code = { replicas = "1 + 2" }
        })]""");
    runner
        .file("lib/util.libsonnet", "{ twice(x):: x * 2 }")
        .file(
            "app.jsonnet",
            """
            local util = import 'lib/util.libsonnet';
            {
              name: std.extVar('name'),
              quoted: std.extVar('quoted'),
              replicas: util.twice(std.extVar('replicas')),
            }
            """);

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text().replaceAll("\\s+", ""))
        .contains("\"name\":\"WEB\"", "\"quoted\":\"a=bc\"", "\"replicas\":6");
  }

  @Test
  void topLevelArgumentsArePassed() throws Exception {
    build("[\"cat\", jsonnetfile(\"app.jsonnet\", { tla_vars = { env = workspace.name } })]");
    runner.file("app.jsonnet", "function(env) { env: env }");

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text()).contains("\"env\": \"default\"");
  }

  @Test
  void aDirectoryIsRenderedWithoutLibraries() throws Exception {
    build("[\"sh\", \"-c\", \"cd ${jsonnetdir(\"k8s\")} && find . -type f | sort | xargs cat\"]");
    runner
        .file("k8s/a/one.jsonnet", "{ one: (import '../lib.libsonnet').value }")
        .file("k8s/lib.libsonnet", "{ value: 'shared' }")
        .file("k8s/plain.txt", "plain text\n");

    runner.success(OperationKind.BUILD);

    assertThat(runner.gateway().text())
        .contains("\"one\": \"shared\"", "plain text")
        .doesNotContain("value");
  }

  @Test
  void whatIsRenderedGoesWithTheJob() throws Exception {
    build("[\"cat\", jsonnetfile(\"app.jsonnet\")]");
    runner.file("app.jsonnet", "{ a: 1 }");

    runner.success(OperationKind.BUILD);

    try (Stream<Path> left = Files.list(runner.temporary())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void mistakesAreToldWithTheirPlaces() throws Exception {
    build("[\"cat\", jsonnetfile(\"app.jsonnet\")]");
    runner.file("app.jsonnet", "{\n a: nothing,\n}\n");

    JobOutcome.Failed failed = runner.failure(OperationKind.BUILD);

    assertThat(failed.message()).contains("waypoint.hcl:4", "app.jsonnet", "nothing");
  }

  @Test
  void unknownOptionsAndFilesAreRefused() throws Exception {
    build("[\"cat\", jsonnetfile(\"app.jsonnet\", { vars = {} })]");
    runner.file("app.jsonnet", "{}");
    assertThat(runner.failure(OperationKind.BUILD).message())
        .contains("unknown option \"vars\"", "ext_vars");

    build("[\"cat\", jsonnetfile(\"none.jsonnet\")]");
    assertThat(runner.failure(OperationKind.BUILD).message())
        .contains("no file exists at none.jsonnet");
  }
}
