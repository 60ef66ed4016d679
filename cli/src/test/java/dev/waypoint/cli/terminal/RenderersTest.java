package dev.waypoint.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.protocol.v1.Job;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class RenderersTest {
  private static final Table TABLE =
      new Table(
          List.of("Name", "State"),
          List.of(List.of("docker-dev", "ready"), List.of("p @|red x|@", "a [b] %s")));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);

  @Test
  void aTerminalShowsAnAlignedTable() {
    new TerminalRenderer(outStream, errStream, Ansi.OFF, 80).table(TABLE);
    assertThat(out())
        .isEqualTo(
            """
            NAME        | STATE
            ----------- | --------
            docker-dev  | ready
            p @|red x|@ | a [b] %s
            """);
  }

  @Test
  void aCellThatIsTooWideIsWrapped() {
    Table wide =
        new Table(
            List.of("ID", "Message"),
            List.of(List.of("1", "no runner has all of the labels that the profile asks for")));
    new TerminalRenderer(outStream, errStream, Ansi.OFF, 40).table(wide);
    assertThat(out())
        .isEqualTo(
            """
            ID | MESSAGE
            -- | -----------------------------------
            1  | no runner has all of the labels
                 that the profile asks for
            """);
  }

  @Test
  void cellsOfARowAreWrappedSideBySideAndTheFirstColumnStaysWhole() {
    String id = "01M825FVD134HKY522RRDEENRT";
    Table wide =
        new Table(
            List.of("ID", "Message", "Runner"),
            List.of(List.of(id, "it waits for another job", "01M825FV324R1KF43QGKE7C9G0")));
    new TerminalRenderer(outStream, errStream, Ansi.OFF, 60).table(wide);
    assertThat(out())
        .isEqualTo(
            """
            ID                         | MESSAGE        | RUNNER
            -------------------------- | -------------- | --------------
            01M825FVD134HKY522RRDEENRT | it waits for   | 01M825FV324R1K
                                         another job      F43QGKE7C9G0
            """);
  }

  @Test
  void aTableThatFitsInNoWayKeepsItsWordsTogether() {
    String id = "01M825FVD134HKY522RRDEENRT";
    Table wide = new Table(List.of("ID", "Workspace"), List.of(List.of(id, "production")));
    new TerminalRenderer(outStream, errStream, Ansi.OFF, 30).table(wide);
    assertThat(out()).contains(id + " | production\n");
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    Table wide = new Table(List.of("Name", "State"), List.of(List.of("東京", "ok")));
    new TerminalRenderer(outStream, errStream, Ansi.OFF, 80).table(wide);
    assertThat(out()).contains("東京 | ok\n");
  }

  @Test
  void aPipeGetsTabsAndNoEscapeCodes() {
    PlainRenderer renderer = new PlainRenderer(outStream, errStream);
    renderer.line(Style.HEADER, "Building");
    renderer.step("a", "pull", StepMark.RUNNING);
    renderer.step("a", "pull", StepMark.DONE);
    renderer.fields(List.of(new Field("ID", "1")));
    renderer.table(TABLE);
    renderer.line(Style.ERROR, "stopped");
    assertThat(out())
        .isEqualTo(
            """
            » Building
            - pull
            ✓ pull
            ID: 1
            NAME\tSTATE
            docker-dev\tready
            p @|red x|@\ta [b] %s
            """);
    assertThat(err()).isEqualTo("! stopped\n");
  }

  @Test
  void aStepThatEndsIsRewrittenWhereItStands() {
    TerminalRenderer renderer = new TerminalRenderer(outStream, errStream, Ansi.ON, 80);
    renderer.step("a", "pull", StepMark.RUNNING);
    renderer.step("a", "pull", StepMark.DONE);
    assertThat(out()).contains("… pull").contains("\033[1A\033[2K\033[32m✓ pull");
  }

  @Test
  void aStepWithOutputBehindItIsNotRewritten() {
    TerminalRenderer renderer = new TerminalRenderer(outStream, errStream, Ansi.ON, 80);
    renderer.step("a", "pull", StepMark.RUNNING);
    renderer.raw("layer\n".getBytes(StandardCharsets.UTF_8), false);
    renderer.step("a", "pull", StepMark.DONE);
    assertThat(out()).doesNotContain("\033[1A");
  }

  @Test
  void fieldsAreAlignedAtTheColon() {
    new TerminalRenderer(outStream, errStream, Ansi.OFF, 80)
        .fields(List.of(new Field("ID", "1"), new Field("Target", "a\nb")));
    assertThat(out())
        .isEqualTo(
            """
                ID: 1
            Target: a
                    b
            """);
  }

  @Test
  void jsonIsOneArrayOfAListAndAllElseGoesToStandardError() {
    JsonRenderer renderer = new JsonRenderer(outStream, errStream);
    renderer.line(Style.INFO, "something");
    renderer.list(
        TABLE,
        List.of(
            Job.newBuilder().setId("1").setWorkspace("dev").build(),
            Job.newBuilder().setId("2").build()));
    assertThat(out())
        .isEqualTo(
            """
            [
              {
                "id": "1",
                "workspace": "dev"
              },
              {
                "id": "2"
              }
            ]
            """);
    assertThat(err()).isEqualTo("something\n");
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
