package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest extends BaseCommandsTest {
  @ParameterizedTest
  @ValueSource(strings = {"version", "-v", "-version", "--version"})
  void everySpellingOfVersionShowsIt(String word) {
    Result result = cli.run(word);
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("Waypoint v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-help", "--help"})
  void helpOfTheProgramListsItsCommands(String word) {
    Result result = cli.run(word);
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("build", "deploy", "runner", "job", "server", "context");
  }

  @Test
  void everyCommandOfTheProgramHasItsOwnHelp() {
    List<String> names =
        cli.run("-help")
            .out()
            .lines()
            .dropWhile(line -> !line.startsWith("Commands:"))
            .skip(1)
            .filter(line -> line.matches("  [a-z].*"))
            .map(line -> line.strip().split("[ ,]")[0])
            .toList();
    assertThat(names).contains("init", "runner", "completion").hasSizeGreaterThan(20);
    assertThat(names)
        .allSatisfy(
            name -> {
              Result result = cli.run(name, "-help");
              assertThat(result.code()).isZero();
              assertThat(result.out()).startsWith("Usage: waypoint " + name + " ");
            });
  }

  @Test
  void helpOfACommandShowsOptionsWithOneDash() {
    Result result = cli.run("runner", "profile", "set", "-help");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("-target-runner-label=K=V", "-plugin-type=PLUGIN", "-default")
        .doesNotContain("--default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server run", "context create", "context verify", "login"})
  void helpOfACommandAboutNoProjectLeavesOutWhatChoosesOne(String command) {
    Result result = cli.run((command + " -help").split(" "));
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("-plain").doesNotContain("-project", "-app", "-workspace");
    assertThat(cli.run("context", "set", "-help").out())
        .contains("-workspace")
        .doesNotContain("-project");
    assertThat(cli.run("context", "list", "-project=shop").code()).isZero();
  }

  @Test
  void anUnknownCommandEndsWith127AndANearMatch() {
    Result result = cli.run("biuld");
    assertThat(result.code()).isEqualTo(127);
    assertThat(result.err())
        .contains("unknown command 'waypoint biuld'", "did you mean 'waypoint build'?");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void anUnknownCommandOfAGroupEndsWith127() {
    Result result = cli.run("runner", "adpot", "x");
    assertThat(result.code()).isEqualTo(127);
    assertThat(result.err()).contains("did you mean 'waypoint runner adopt'?");
  }

  @Test
  void anUnknownOptionIsNamedWithANearMatch() {
    Result result = cli.run("build", "-worksapce=dev");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("unknown option '-worksapce=dev' for 'waypoint build'")
        .contains("did you mean '-workspace'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-json", "--json", "-json=true", "-server-addr=x:1"})
  void anOptionAfterAnArgumentIsExplained(String option) {
    Result result = cli.run("job", "inspect", "01J", option);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("the option '" + option + "' came after the argument '01J'")
        .contains("options must come before arguments");
  }

  @Test
  void aMissingArgumentIsNamed() {
    Result result = cli.run("runner", "adopt");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("missing argument: ID");
  }

  @Test
  void anArgumentTooManyIsNamed() {
    Result result = cli.run("runner", "adopt", "a", "b");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("'waypoint runner adopt' takes no argument 'b'");
  }

  @Test
  void aProjectWithAnAppAsArgumentPointsToTheOptions() {
    Result result = cli.run("build", "shop/web");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-project=shop -app=web");
  }

  @Test
  void aGroupAloneShowsItsCommandsAndFails() {
    Result result = cli.run("runner");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("adopt", "profile");
  }

  @Test
  void anUnknownStateListsTheKnownOnes() {
    Result result = cli.run("job", "list", "-state=done");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).containsIgnoringCase("queued").containsIgnoringCase("success");
  }

  @Test
  void aBooleanThatIsNoneIsRefused() {
    Result result = cli.run("build", "-local=maybe");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-local").contains("'maybe' is neither true nor false");
  }

  @Test
  void aMapWithoutAValueIsRefused() {
    Result result = cli.run("build", "-var=org");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-var").contains("org");
  }

  @ParameterizedTest
  @CsvSource({"-remote,-local=false", "-remote=false,-local=true"})
  @Tag("behaviour-75")
  void theOldRemoteOptionPointsToLocal(String option, String replacement) throws Exception {
    cli.writeProject("shop", "web");
    Result result = cli.run("build", option);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("write " + replacement);
  }

  @Test
  void anUnknownLogLevelIsRefused() {
    cli.variables.put("WAYPOINT_LOG_LEVEL", "loud");
    Result result = cli.run("version");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("'loud'", "trace, debug, info");
  }

  @Test
  void withoutVerbosityNothingIsLogged() {
    assertThat(cli.run("runner", "list").err()).isEmpty();
  }

  @Test
  void verbosityMayStandAnywhere() {
    assertThat(cli.run("runner", "-vv", "list", "-vvv").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionIsAScriptForTheShell(String shell) {
    Result result = cli.run("completion", shell);
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("complete -F", "profile");
  }

  @Test
  void noMessageCarriesAStackTrace() {
    assertThat(cli.run("job", "inspect", "none").err())
        .contains("there is no job 'none'")
        .doesNotContain("\tat ", "Exception");
  }
}
