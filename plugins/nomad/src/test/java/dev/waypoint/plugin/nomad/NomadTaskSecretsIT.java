package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.testing.BaseTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Where the environment of a task stands on a real Nomad, and that it arrives. */
@Execution(ExecutionMode.CONCURRENT)
class NomadTaskSecretsIT extends BaseTaskLauncherTest {
  @RegisterExtension static final TestingLaunchers launchers = new TestingLaunchers();

  private Map<String, Object> config;

  @BeforeEach
  void configure() {
    config = launchers.config();
  }

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new NomadPlugin(), config);
  }

  @Override
  protected String image() {
    return TestingNomad.IMAGE;
  }

  @Override
  protected String untilCollected() {
    return TestingNomad.UNTIL_COLLECTED;
  }

  @Test
  @Tag("behaviour-150")
  void theTokenIsNotInTheJob() throws Exception {
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(untilCollected() + "echo ${#WAYPOINT_SERVER_TOKEN} characters"),
            Map.of("WAYPOINT_SERVER_TOKEN", "secret-of-the-runner"));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("20 characters\n");
    assertThat(launchers.nomad().get("/v1/job/" + spec.name()).toString())
        .doesNotContain("secret-of");
    assertThat(launchers.nomad().get("/v1/job/" + spec.name() + "/allocations").toString())
        .doesNotContain("secret-of");
    assertThat(
            launchers
                .nomad()
                .ask(launchers.token(), "GET", "/v1/var/nomad/jobs/" + spec.name(), "")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void serversWithoutVariablesKeepTheEnvironmentInTheJob() throws Exception {
    config.put("secrets", "job");
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(untilCollected() + "echo \"$ODD\""),
            Map.of("ODD", "a ${HOME} %{b} \"c\""));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo("a ${HOME} %{b} \"c\"\n");
    assertThat(launchers.nomad().status("/v1/var/nomad/jobs/" + spec.name())).isEqualTo(404);
  }

  @Test
  void oddValuesReachTheProcessUnchanged() throws Exception {
    String odd = "line 1\nline 2\t${HOME} %{x} {{ y }} \\n 'single' \"double\" \u00f6 #no comment";
    LaunchSpec spec =
        spec(
            List.of("sh", "-c"),
            List.of(
                untilCollected() + "printf '%s|%s\\n' \"$ODD\" \"$1\"",
                "sh",
                "${NOMAD_JOB_ID} %{x} {{ y }}"),
            Map.of("ODD", odd));
    launcher().startTask(spec, context(new TestingTerminal()));
    TestingTerminal terminal = new TestingTerminal();
    watch(spec.name(), terminal);
    assertThat(terminal.outText()).isEqualTo(odd + "|${NOMAD_JOB_ID} %{x} {{ y }}\n");
  }
}
