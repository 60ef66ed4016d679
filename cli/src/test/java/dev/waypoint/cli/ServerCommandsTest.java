package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Timestamp;
import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private TestingCli cli;

  @BeforeEach
  void start() {
    cli = new TestingCli(directory);
  }

  @AfterEach
  void stop() {
    cli.close();
  }

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
  void theDocumentedProfileIsMade() {
    Result result =
        cli.run(
            "runner",
            "profile",
            "set",
            "-name=docker-hashicorp-dev",
            "-plugin-type=docker",
            "-target-runner-label=org=hashicorp",
            "-target-runner-label=env=dev");
    assertThat(result.out()).contains("docker-hashicorp-dev is created");
    Profile profile = cli.services.profiles.get("docker-hashicorp-dev");
    assertThat(profile.getTargetRunner().getLabels().getLabelsMap())
        .containsEntry("org", "hashicorp")
        .containsEntry("env", "dev");
  }

  @Test
  void theOldListOfVariablesOfAProfileIsTakenWithAWarning() {
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-env-vars=A=1,B=x=y", "p");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out() + result.err()).contains("-env-vars is deprecated");
    assertThat(cli.services.profiles.get("p").getEnvironmentMap())
        .containsOnly(Map.entry("A", "1"), Map.entry("B", "x=y"));
  }

  @Test
  void changingAProfileKeepsTheRest() throws Exception {
    Path config = Files.writeString(directory.resolve("plugin.hcl"), "network = \"x\"\n");
    cli.run(
        "runner",
        "profile",
        "set",
        "-plugin-type=docker",
        "-plugin-config=" + config,
        "-env-var=A=1",
        "-env-var=B=2",
        "-default",
        "p");
    Result result = cli.run("runner", "profile", "set", "-env-var=A=", "-oci-url=i:1", "p");
    assertThat(result.out()).contains("p is updated");
    Profile profile = cli.services.profiles.get("p");
    assertThat(profile.getEnvironmentMap()).containsOnlyKeys("B");
    assertThat(profile.getOciUrl()).isEqualTo("i:1");
    assertThat(profile.getDefault()).isTrue();
    assertThat(profile.getPluginConfigFormat()).isEqualTo("hcl");
    assertThat(profile.getTargetRunner().hasAny()).isTrue();
  }

  @Test
  void theSettingsOfAProfileAreChangedInAnEditor() throws Exception {
    Path config = Files.writeString(directory.resolve("plugin.hcl"), "network = \"x\"\n");
    cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=" + config, "p");
    assertThat(cli.run("runner", "profile", "edit", "p").err()).contains("set EDITOR");
    cli.variables.put("EDITOR", "true");
    assertThat(cli.run("runner", "profile", "edit", "p").out()).contains("p is unchanged");
    cli.variables.put("EDITOR", "sed -i s/x/y/");
    assertThat(cli.run("runner", "profile", "edit", "p").out()).contains("p is updated");
    Profile profile = cli.services.profiles.get("p");
    assertThat(profile.getPluginConfig().toStringUtf8()).isEqualTo("network = \"y\"\n");
    assertThat(profile.getPluginType()).isEqualTo("docker");
    cli.variables.put("EDITOR", "sed -i s/=//");
    assertThat(cli.run("runner", "profile", "edit", "p").err()).contains("Error");
    cli.variables.put("EDITOR", "false");
    assertThat(cli.run("runner", "profile", "edit", "p").err()).contains("nothing is changed");
    assertThat(cli.services.profiles.get("p").getPluginConfig().toStringUtf8()).contains("y");
  }

  @Test
  void aNewProfileNeedsItsPlugin() {
    Result result = cli.run("runner", "profile", "set", "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-plugin-type");
  }

  @Test
  void ofSeveralTargetsTheIdCounts() {
    Result result =
        cli.run(
            "runner",
            "profile",
            "set",
            "-plugin-type=docker",
            "-target-runner-any",
            "-target-runner-label=a=b",
            "-target-runner-id=r",
            "p");
    assertThat(result.err()).contains("more than one target");
    assertThat(cli.services.profiles.get("p").getTargetRunner().getId()).isEqualTo("r");
  }

  @Test
  @Tag("behaviour-67")
  void pluginSettingsWithAnotherEndingAreRefused() {
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=x.yaml", "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("must end in .hcl or .json");
  }

  @Test
  @Tag("behaviour-67")
  void pluginSettingsWithAMistakeAreRefusedWithThePosition() throws Exception {
    Path config = Files.writeString(directory.resolve("plugin.hcl"), "network = \n");
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=" + config, "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("plugin.hcl", ":1");
    assertThat(cli.services.profiles).isEmpty();
  }

  @Test
  @Tag("behaviour-67")
  void pluginSettingsThatTheLauncherDoesNotKnowAreRefusedWithThePosition() throws Exception {
    Path config =
        Files.writeString(directory.resolve("plugin.hcl"), "force_pull = true\nnetwrk = \"a\"\n");
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=" + config, "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("plugin.hcl:2").contains("netwrk");
    assertThat(cli.services.profiles).isEmpty();
  }

  @Test
  @Tag("behaviour-67")
  void valuesThatTheLauncherCannotWorkWithAreRefused() throws Exception {
    Path config =
        Files.writeString(directory.resolve("plugin.hcl"), "pod_template = \"just words\"\n");
    Result result =
        cli.run(
            "runner", "profile", "set", "-plugin-type=kubernetes", "-plugin-config=" + config, "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("plugin.hcl", "pod_template is not an object");
    assertThat(cli.services.profiles).isEmpty();
  }

  @Test
  void aPluginThatLaunchesNothingMakesNoProfile() {
    Result result = cli.run("runner", "profile", "set", "-plugin-type=exec", "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("does not launch on-demand runners").contains("docker");
  }

  @Test
  void aPluginThatIsOnlyElsewhereIsTakenWithAWarning() {
    Result result = cli.run("runner", "profile", "set", "-plugin-type=moon", "p");
    assertThat(result.code()).isZero();
    assertThat(result.out() + result.err()).contains("moon is not on this machine");
    assertThat(cli.services.profiles).containsKey("p");
  }

  @Test
  void runnersStartedAheadAreAProfilesMatter() {
    cli.run(
        "runner",
        "profile",
        "set",
        "-plugin-type=docker",
        "-warm-idle=2",
        "-warm-max-idle=1h30m",
        "p");
    Profile profile = cli.services.profiles.get("p");
    assertThat(profile.getWarmIdle()).isEqualTo(2);
    assertThat(profile.getWarmMaxIdle().getSeconds()).isEqualTo(5400);
    assertThat(cli.run("runner", "profile", "inspect", "p").out())
        .contains("2, at most 5400s without a job");
    cli.run("runner", "profile", "set", "-warm-idle=1", "-warm-max-idle=0", "p");
    assertThat(cli.services.profiles.get("p").hasWarmMaxIdle()).isFalse();
    assertThat(cli.services.profiles.get("p").getWarmIdle()).isEqualTo(1);
  }

  @Test
  void aRunnerTokenIsAllThatIsShown() {
    Result result = cli.run("runner", "token", "-expires-in=1h30m", "-id=test", "-label=env=dev");
    assertThat(result.out()).isEqualTo("runner-token\n");
    assertThat(cli.services.runnerTokens.getFirst().getExpiresIn().getSeconds()).isEqualTo(5400);
    assertThat(cli.services.runnerTokens.getFirst().getRunnerId()).isEqualTo("test");
  }

  @Test
  void jobsAreListedPageByPageUpToTheLimit() {
    for (int i = 0; i < 5; i++) {
      job("job-" + i, JobState.SUCCESS);
    }
    Result result = cli.run("job", "list", "-limit=3", "-json");
    assertThat(result.out()).contains("job-0", "job-2").doesNotContain("job-3");
    assertThat(cli.services.jobs.lists.getFirst().getPageSize()).isEqualTo(3);
  }

  @Test
  void jobsAreFilteredByStateTargetAndOrder() {
    cli.run(
        "job",
        "list",
        "-state=Queued",
        "-state",
        "RUNNING",
        "-target-runner-id=*",
        "-desc=false",
        "-w=dev");
    ListJobsRequest request = cli.services.jobs.lists.getFirst();
    assertThat(request.getStatesList()).containsExactly(JobState.QUEUED, JobState.RUNNING);
    assertThat(request.getTargetRunner().hasAny()).isTrue();
    assertThat(request.getOldestFirst()).isTrue();
    assertThat(request.getWorkspace()).isEqualTo("dev");
  }

  @Test
  void jobsAreFilteredByWhatTheyDoAndByWhom() {
    cli.run(
        "job",
        "list",
        "-operation=deploy,up",
        "-runner=static-1",
        "-queued-by=ann",
        "-singleton-id=poll/shop");
    ListJobsRequest request = cli.services.jobs.lists.getFirst();
    assertThat(request.getOperationsList()).containsExactly(Operation.DEPLOY, Operation.UP);
    assertThat(request.getAssignedRunner()).isEqualTo("static-1");
    assertThat(request.getQueuedBy()).isEqualTo("ann");
    assertThat(request.getSingletonId()).isEqualTo("poll/shop");
    assertThat(cli.run("job", "list", "-operation=fly").err())
        .contains("there is no such operation", "deploy");
  }

  @Test
  void aJobIsDoneAgainAndFollowed() {
    job("j", JobState.ERROR);
    Result result = cli.run("job", "retry", "j");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("j-again");
    assertThat(cli.services.jobs.streams.getFirst().getJobId()).isEqualTo("j-again");
    assertThat(cli.run("job", "retry", "-detach", "j").code()).isZero();
    assertThat(cli.services.jobs.streams).hasSize(1);
  }

  @Test
  void aJobCannotBeFilteredByTwoTargets() {
    assertThat(cli.run("job", "list", "-target-runner-id=a", "-target-runner-label=k=v").code())
        .isEqualTo(1);
  }

  @Test
  void aQueuedJobIsCancelled() {
    job("j", JobState.QUEUED);
    assertThat(cli.run("job", "cancel", "j").out()).contains("the job j is cancelled");
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

  private void job(String id, JobState state) {
    cli.services.jobs.jobs.put(
        id,
        Job.newBuilder()
            .setId(id)
            .setState(state)
            .setOperation(Operation.BUILD)
            .setApplication(ApplicationRef.newBuilder().setProject("shop"))
            .build());
  }
}
