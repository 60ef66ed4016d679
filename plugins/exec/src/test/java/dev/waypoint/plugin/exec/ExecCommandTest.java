package dev.waypoint.plugin.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.config.ConfigException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ExecCommandTest extends ExecTestBase {
  @Test
  void thePluginIsFoundByItsName() {
    assertThat(ServiceLoader.load(dev.waypoint.sdk.Plugin.class))
        .extracting(dev.waypoint.sdk.Plugin::name)
        .contains("exec");
  }

  @Test
  void linesInTheOutputFileBecomeTheArtifact() throws Exception {
    Artifact artifact =
        build("printf '# made\\nIMAGE=a=b c\\n\\ntag=1\\n' > \"$WAYPOINT_OUTPUT\"", Map.of());
    assertThat(artifact.data()).isEqualTo(Map.of("image", "a=b c", "tag", "1"));
  }

  @Test
  void aLineThatIsNoAssignmentIsShown() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build("printf 'a=1\\nno good\\n' > $WAYPOINT_OUTPUT", Map.of()))
        .withMessage(
            "line 2 that the command wrote to $WAYPOINT_OUTPUT is not of the form name=value: no"
                + " good");
  }

  @Test
  void outputPassesAsItIs() throws Exception {
    build("printf '\\033[1mbold\\377'; echo oops >&2", Map.of());
    assertThat(context.terminal().outBytes())
        .containsExactly(27, '[', '1', 'm', 'b', 'o', 'l', 'd', 0xff);
    assertThat(context.terminal().errText()).isEqualTo("oops\n");
  }

  @Test
  void noByteOfALongOutputIsLostAtTheEnd() throws Exception {
    for (int i = 0; i < 20; i++) {
      makeContext();
      build("head -c 200000 /dev/urandom > data; cat data", Map.of());
      assertThat(context.terminal().outBytes())
          .isEqualTo(Files.readAllBytes(directory.resolve("data")));
    }
  }

  @Test
  void aFailingCommandIsNamedWithItsExitCode() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build("echo doing; exit 3", Map.of()))
        .withMessage("the command \"sh -c echo doing; exit 3\" ended with exit code 3");
    assertThat(context.terminal().outText()).isEqualTo("doing\n");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(
            () ->
                new ExecPlugin()
                    .builder()
                    .orElseThrow()
                    .create(Map.of("command", List.of("no-such-program-here", "x")))
                    .build(context))
        .withMessage("cannot run no-such-program-here in %s: there is no such program", directory);
  }

  @Test
  void aCommandIsRequired() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new ExecPlugin().builder().orElseThrow().create(Map.of()))
        .withMessageStartingWith("command: is required");
  }

  @Test
  void theCommandKnowsItsOperation() throws Exception {
    Files.createDirectory(directory.resolve("sub"));
    context = context.withSequence(12).withEnvironment(Map.of("COLOUR", "red", "SIZE", "1"));
    build(
        "echo $WAYPOINT_PROJECT $WAYPOINT_APP $WAYPOINT_WORKSPACE $WAYPOINT_SEQUENCE $COLOUR"
            + " $SIZE; basename $PWD",
        Map.of("dir", "sub", "environment", Map.of("SIZE", "2")));
    assertThat(context.terminal().outText()).isEqualTo("shop web default 12 red 2\nsub\n");
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build("true", Map.of("dir", "gone")))
        .withMessage("there is no directory %s (dir)", directory.resolve("gone"));
  }

  @Test
  void standardInputIsEmpty() throws Exception {
    build("cat; echo end", Map.of());
    assertThat(context.terminal().outText()).isEqualTo("end\n");
  }

  @Test
  void theRunnersOwnSettingsAreTakenOut() {
    Map<String, String> environment =
        new java.util.HashMap<>(
            Map.of(
                "WAYPOINT_SERVER_TOKEN", "secret", "WAYPOINT_JAVA_HOME", "/jdk", "PATH", "/bin"));
    InheritedEnvironment.clean(environment);
    assertThat(environment).containsOnlyKeys("WAYPOINT_JAVA_HOME", "PATH");
  }

  @Test
  void templatesAreFilledWithTheCommandsVariables() throws Exception {
    Files.writeString(
        directory.resolve("in.txt"), "app {{WAYPOINT_APP}}\nsize {{ SIZE }} $1 {{}}\n");
    build(
        "cat made/out.txt",
        Map.of(
            "environment", Map.of("SIZE", "a\\b$2"),
            "template", List.of(Map.of("source", "in.txt", "destination", "made/out.txt"))));
    assertThat(context.terminal().outText()).isEqualTo("app web\nsize a\\b$2 $1 {{}}\n");
  }

  @Test
  void anUnknownVariableInATemplateIsNamedWithItsLine() throws Exception {
    Files.writeString(directory.resolve("in.txt"), "one\n{{NOPE}} two\n");
    Map<String, ?> template =
        Map.of("template", List.of(Map.of("source", "in.txt", "destination", "out.txt")));
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> build("true", template))
        .withMessageContaining("in.txt:2: there is no NOPE here; known are ")
        .withMessageContaining("WAYPOINT_APP");
  }

  @Test
  void aProgramLeftRunningDoesNotHoldTheOperation() throws Exception {
    build("sleep 30 & echo $! > pid; echo started", Map.of());
    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    ProcessHandle left = ProcessHandle.of(pid).orElseThrow();
    assertThat(left.isAlive()).isTrue();
    left.destroyForcibly();
    assertThat(context.terminal().outText()).isEqualTo("started\n");
  }
}
