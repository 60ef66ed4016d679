package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCommandsTest extends BaseCommandsTest {
  private static final String UGLY = "project=\"shop\"\nlabels={\na=1\n  bc = 2\n}\n";
  private static final String NEAT = "project = \"shop\"\nlabels = {\n  a  = 1\n  bc = 2\n}\n";
  private static final String VALID =
      """
      project = "shop"

      variable "tag" {
        type = string
      }

      app "web" {
        config {
          env = { TAG = var.tag }
        }

        build {
          use "exec" {
            command = ["echo", var.tag]
          }
        }

        deploy {
          use "exec" {
            command = ["echo", artifact.image]
          }
        }
      }
      """;

  private Path write(String text) throws IOException {
    return Files.writeString(cli.project.resolve("waypoint.hcl"), text);
  }

  @Test
  void fmtChangesTheFileAndNamesItOnce() throws Exception {
    Path file = write(UGLY);

    Result first = cli.run("fmt");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo("waypoint.hcl\n");
    assertThat(file).hasContent(NEAT);
    assertThat(cli.run("fmt").out()).isEmpty();
  }

  @Test
  void fmtWithoutWriteShowsTheResult() throws Exception {
    Path file = write(UGLY);

    assertThat(cli.run("fmt", "-write=false").out()).isEqualTo(NEAT);
    assertThat(file).hasContent(UGLY);
  }

  @Test
  void fmtFormatsStandardInput() {
    cli.input = UGLY;

    Result result = cli.run("fmt", "-");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(NEAT);
  }

  @Test
  void fmtCheckOnlyTells() throws Exception {
    Path file = write(UGLY);

    Result ugly = cli.run("fmt", "-check");
    assertThat(ugly.code()).isEqualTo(1);
    assertThat(ugly.out()).isEqualTo("waypoint.hcl\n");
    assertThat(file).hasContent(UGLY);
    write(NEAT);
    assertThat(cli.run("fmt", "-check", "waypoint.hcl").code()).isZero();
  }

  @Test
  void validateKnowsTheFunctionsOfRunnersAndWhatEachStageSees() throws Exception {
    Files.writeString(cli.project.resolve("x.jsonnet"), "{ a: 1 }");
    write(
        VALID.replace("\"echo\", var.tag", "\"cat\", jsonnetfile(\"x.jsonnet\"), artifact.image"));
    Result result = cli.run("validate", "-var=tag=v1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("There is no variable named \"artifact\"")
        .doesNotContain("jsonnetfile\".");
    write(VALID.replace("artifact.image", "artifact.image, jsonencode(entrypoint.env)"));
    assertThat(cli.run("validate", "-var=tag=v1").code()).isZero();
  }

  @Test
  void docsTellWhatCanBeSetForThePluginsOfTheFile() throws Exception {
    write(VALID);
    assertThat(cli.run("docs").out())
        .contains("exec (builder): build", "exec (platform): deploy", "command\tlist of string")
        .doesNotContain("docker");
    assertThat(cli.run("docs", "-plugin=docker", "-type=task-launcher", "-markdown").out())
        .startsWith("## docker (task-launcher)")
        .doesNotContain("## docker (builder)");
    assertThat(cli.run("docs", "-plugin=dokcer").err()).contains("Did you mean \"docker\"?");
  }

  @Test
  void validateNamesConfigSourcesThatAreNotThereAndPipelinesThatNeverRun() throws Exception {
    write(
        VALID.replace("TAG = var.tag", "TAG = dynamic(\"vault\", { path = \"x\" })")
            + "pipeline \"all\" {\n  step \"one\" {\n    use \"up\" {}\n  }\n}\n");
    Result result = cli.run("validate", "-var=tag=v1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("There is no config source \"vault\" here.", "Pipeline without effect");
  }

  @Test
  void fmtLeavesAFileAloneThatItCannotRead() throws Exception {
    Path file = write("project = \n");

    Result result = cli.run("fmt");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("waypoint.hcl:1,");
    assertThat(file).hasContent("project = \n");
    assertThat(cli.run("fmt", "missing.hcl").err()).contains("there is no missing.hcl here");
  }

  @Test
  void validateAcceptsAFileAndTheVariablesOfTheCommandLine() throws Exception {
    write(VALID);

    Result result = cli.run("validate", "-var", "tag=v1");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out() + result.err())
        .contains("waypoint.hcl is valid")
        .doesNotContain("without a value");
  }

  @Test
  void validateOnlyWarnsOfVariablesWithoutAValue() throws Exception {
    write(VALID);

    Result result = cli.run("validate");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out() + result.err())
        .contains("waypoint.hcl:3,1")
        .contains("The variable \"tag\" has no value here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"use \"exce\" {", "use \"exec\" {\n comand = [\"x\"]", "use \"exec\" {\n x"})
  void validateRefusesWhatNoPluginTakesWithItsPlace(String use) throws Exception {
    write(VALID.replaceFirst("use \"exec\" \\{", use));

    Result result = cli.run("validate", "-var", "tag=v1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out() + result.err()).containsPattern("waypoint.hcl:1[0-9],");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "fmt", "docs"})
  void aQuoteThatIsLeftOpenIsExplainedOnce(String command) throws Exception {
    write(VALID.replaceFirst("(?m)^(project = \".*)\"$", "$1"));

    Result result = cli.run(command);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().split("Error: Invalid multi-line string", -1)).hasSize(2);
    assertThat(result.err()).contains("The same at ");
  }

  @Test
  void validateFindsProblemsInConfigStanzas() throws Exception {
    write(VALID.replace("TAG = var.tag", "A = config.env.B, B = config.env.A"));

    Result result = cli.run("validate", "-var", "tag=v1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out() + result.err()).contains("config.env.A → config.env.B → config.env.A");
  }

  @Test
  void validateNeedsAFile() {
    Result result = cli.run("validate");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("there is no waypoint.hcl here or above");
  }

  @Test
  void hclDumpShowsTheStructure() throws Exception {
    write(VALID);

    Result result = cli.run("hcl", "dump", "waypoint.hcl");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"type\": \"variable\"", "\"labels\": [\"web\"]");
    assertThat(cli.run("-help").out()).doesNotContain("hcl  ");
  }

  @Test
  void initAsksAPersonAndWritesWhatTheySay() throws Exception {
    cli.terminal = true;
    cli.input = "shop\nweb shop\nweb\nexce\nexec\n\n";

    Result result = cli.run("init");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out() + result.err())
        .contains("a name begins with", "Did you mean \"exec\"?");
    assertThat(cli.project.resolve("waypoint.hcl"))
        .content()
        .contains("project = \"shop\"", "app \"web\"", "use \"exec\" {", "command = []");
    Files.writeString(
        cli.project.resolve("waypoint.hcl"),
        Files.readString(cli.project.resolve("waypoint.hcl"))
            .replace("command = []", "command = [\"true\"]"));
    assertThat(cli.run("validate").code()).isZero();
    assertThat(cli.run("fmt", "-check").code()).isZero();
  }

  @Test
  void initWritesNothingWhenThePersonLeaves() {
    cli.terminal = true;
    cli.input = "shop\n";

    assertThat(cli.run("init").code()).isEqualTo(1);
    assertThat(cli.project.resolve("waypoint.hcl")).doesNotExist();
  }

  @Test
  void initFetchesAProjectToBeginWithIntoANewDirectory() throws Exception {
    Path archive = cli.project.resolve("hello.tar.gz");
    Files.write(archive, Archives.of("hello-1/waypoint.hcl", "project = \"hello\"\n"));

    Result result = cli.run("init", "-from-project=" + archive);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("waypoint init", "registers the project");
    assertThat(cli.project.resolve("hello/waypoint.hcl")).content().contains("hello");
    assertThat(cli.dialled).isEmpty();

    assertThat(cli.run("init", "-from-project=" + archive).err()).contains("is there already");
    assertThat(cli.run("init", "-from-project=" + archive, "-into=other").code()).isZero();
    assertThat(cli.project.resolve("other/waypoint.hcl")).exists();
    assertThat(cli.run("init", "-into=other").err()).contains("-from-project");
  }

  @Test
  void aFileThatCannotBeReadIsNamedOnceWithTheReason() throws Exception {
    Path file = Files.write(cli.project.resolve("waypoint.hcl"), new byte[] {(byte) 0xff, 0x0a});
    assertThat(cli.run("build").err())
        .contains("! cannot read %s: it is not text in UTF-8".formatted(file));

    Path missing = cli.project.resolve("missing.hcl");
    assertThat(cli.run("runner", "profile", "set", "-plugin-config=" + missing, "p").err())
        .contains("! cannot read the plugin config %s: no such file or folder".formatted(missing));
  }

  @Test
  void withoutAHomeNothingIsWrittenToTheWorkingDirectory() throws Exception {
    cli.variables.put("HOME", "?");

    Result result = cli.run("context", "create", "-server-addr=there.test:9701", "there");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("there is no home directory for user", "set HOME");
    assertThat(cli.project).isEmptyDirectory();

    cli.variables.put("XDG_CONFIG_HOME", cli.home.resolve("config").toString());
    cli.variables.put("XDG_DATA_HOME", cli.home.resolve("data").toString());
    Result elsewhere = cli.run("context", "create", "-server-addr=there.test:9701", "there");
    assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
  }
}
