package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Timestamp;
import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerKind;
import org.junit.jupiter.api.Test;

class ServerCommandsTest extends BaseCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void runnersAreListedWithTheirLabels() {
    runner("test", AdoptionState.PENDING);
    Result result = cli.run("runner", "list");
    assertThat(result.out())
        .isEqualTo(
            """
            ID\tSTATE\tKIND\tLABELS\tONLINE\tBUSY\tLAST SEEN
            test\tpending\tstatic\tenv=dev org=hashicorp\tyes\t0/4\t6 seconds ago
            """);
  }

  @Test
  void onlyPendingRunnersAreListedOnRequest() {
    runner("new", AdoptionState.PENDING);
    runner("old", AdoptionState.ADOPTED);
    assertThat(cli.run("runner", "list", "-pending").out()).contains("new").doesNotContain("old");
  }

  @Test
  void labelsFilterRunners() {
    cli.run("runner", "list", "-label=org=hashicorp", "-label", "env=dev");
    assertThat(cli.services.runnerLists.getFirst().getLabelsMap())
        .containsEntry("org", "hashicorp")
        .containsEntry("env", "dev");
  }

  @Test
  void aListAsJsonIsOneArray() throws Exception {
    runner("a", AdoptionState.ADOPTED);
    runner("b", AdoptionState.PENDING);
    JsonNode runners = JSON.readTree(cli.run("runner", "list", "-json").out());
    assertThat(runners.isArray()).isTrue();
    assertThat(runners).hasSize(2);
    assertThat(runners.get(0).get("adoptionState").asText()).isEqualTo("ADOPTED");
  }

  @Test
  void anEmptyListAsJsonIsAnEmptyArray() throws Exception {
    assertThat(JSON.readTree(cli.run("runner", "list", "-json").out())).isEmpty();
    assertThat(JSON.readTree(cli.run("job", "list", "-json").out())).isEmpty();
    assertThat(cli.run("runner", "profile", "list").out()).isEmpty();
  }

  @Test
  void aRunnerIsAdopted() {
    runner("test", AdoptionState.PENDING);
    Result result = cli.run("runner", "adopt", "test");
    assertThat(result.out()).contains("the runner test is adopted");
    assertThat(cli.services.runners.get("test").getAdoptionState())
        .isEqualTo(AdoptionState.ADOPTED);
  }

  @Test
  void anUnknownRunnerIsTheServersMessage() {
    Result result = cli.run("runner", "inspect", "nobody");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("! there is no runner 'nobody'\n");
  }

  @Test
  void forgettingARunnerNamesTheProfilesThatPointToIt() {
    cli.run("runner", "profile", "set", "-plugin-type=docker", "-target-runner-id=x", "p");
    assertThat(cli.run("runner", "forget", "x").err()).contains("still name it: p");
  }

  @Test
  void aRunnerTokenIsAllThatIsShown() {
    Result result = cli.run("runner", "token", "-expires-in=1h30m", "-id=test", "-label=env=dev");
    assertThat(result.out()).isEqualTo("runner-token\n");
    assertThat(cli.services.runnerTokens.getFirst().getExpiresIn().getSeconds()).isEqualTo(5400);
    assertThat(cli.services.runnerTokens.getFirst().getRunnerId()).isEqualTo("test");
  }

  @Test
  void bootstrapShowsTheTokenAndKeepsAContext() {
    Result result = cli.run("server", "bootstrap");
    assertThat(result.out()).isEqualTo("first-token\n");
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    assertThat(cli.run("runner", "list").code()).isZero();
    assertThat(cli.tokens).endsWith("first-token");
    assertThat(cli.run("context", "list").out()).contains("bootstrap-1767268800");
    Result second = cli.run("server", "bootstrap");
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).contains("bootstrapped already");
  }

  @Test
  void theCookieIsAllThatIsShown() {
    assertThat(cli.run("server", "cookie").out()).isEqualTo("WPC01\n");
  }

  @Test
  void withoutAServerTheNextStepIsNamed() {
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    Result result = cli.run("runner", "list");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("no server is configured", "WAYPOINT_SERVER_ADDR", "login");
  }

  @Test
  void aProjectIsMadeFromAGitRepository() {
    Result result =
        cli.run(
            "project",
            "apply",
            "-data-source=git",
            "-git-url=https://example.test/shop.git",
            "-git-ref=main",
            "-runner-profile=p",
            "shop");
    assertThat(result.out()).contains("shop is created");
    cli.run("project", "apply", "-git-ref=v2", "shop");
    var project = cli.services.projects.get("shop");
    assertThat(project.getRemoteEnabled()).isTrue();
    assertThat(project.getRunnerProfile()).isEqualTo("p");
    assertThat(project.getDataSource().getGit().getUrl())
        .isEqualTo("https://example.test/shop.git");
    assertThat(project.getDataSource().getGit().getRef()).isEqualTo("v2");
  }

  @Test
  void credentialsNeedTheirKind() {
    Result result = cli.run("project", "apply", "-git-url=u", "-git-password=x", "shop");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-git-auth-type");
  }

  private void runner(String id, AdoptionState state) {
    cli.services.runners.put(
        id,
        Runner.newBuilder()
            .setId(id)
            .setKind(RunnerKind.STATIC)
            .setAdoptionState(state)
            .putLabels("org", "hashicorp")
            .putLabels("env", "dev")
            .setOnline(true)
            .setConcurrency(4)
            .setLastSeen(Timestamp.newBuilder().setSeconds(TestingCli.NOW.getEpochSecond() - 6))
            .build());
  }
}
