package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.FinalVariable;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationCommandsTest {
  @TempDir private Path directory;
  private TestingCli cli;

  @BeforeEach
  void start() throws Exception {
    cli = new TestingCli(directory);
    cli.writeProject("shop", "web");
    cli.services.projects.put("shop", project(DataSource.getDefaultInstance(), false));
  }

  @AfterEach
  void stop() {
    cli.close();
  }

  @Test
  @Tag("behaviour-74")
  void theDocumentedBuildGoesToARunnerOfTheServer() {
    Result result = cli.run("build", "-w=dev", "-var=org=hashicorp", "-local=false");
    assertThat(result.code()).as(result.err()).isZero();
    JobSpec spec = spec();
    assertThat(spec.getOperation()).isEqualTo(Operation.BUILD);
    assertThat(spec.getWorkspace()).isEqualTo("dev");
    assertThat(spec.getApplication().getApplication()).isEqualTo("web");
    assertThat(spec.hasTargetRunner()).isFalse();
    assertThat(spec.getNoProfile()).isFalse();
    InputVariable variable = spec.getVariables(0);
    assertThat(variable.getName()).isEqualTo("org");
    assertThat(variable.getValue()).isEqualTo("hashicorp");
    assertThat(variable.getSource()).isEqualTo(InputVariable.Source.CLI);
    assertThat(cli.localRunners).isEmpty();
  }

  @Test
  void theValueOfAVariableMayContainEqualsSigns() {
    cli.run("build", "-local=false", "-var=org=a=b=c", "--var", "org=x=y");
    assertThat(spec().getVariables(0).getValue()).isEqualTo("x=y");
  }

  @Test
  void withoutAGitSourceTheDirectoryIsSent() throws Exception {
    Files.createDirectories(cli.project.resolve(".git"));
    Files.writeString(cli.project.resolve(".git/config"), "secret");
    cli.run("build", "-local=false");
    assertThat(spec().getDataSource().getUpload().getContentId()).isEqualTo("content-1");
    assertThat(Archives.names(cli.services.jobs.uploaded.toByteArray()))
        .containsExactly("waypoint.hcl");
  }

  @Test
  void withAGitSourceTheProjectsOwnIsUsed() {
    cli.services.projects.put("shop", project(git(), true));
    cli.run("build", "-local=false");
    assertThat(spec().hasDataSource()).isFalse();
  }

  @Test
  void theGitSourceCanBeChangedForOneOperation() {
    cli.services.projects.put("shop", project(git(), true));
    cli.run("build", "-local=false", "-remote-source=ref=v2");
    DataSource.Git git = spec().getDataSource().getGit();
    assertThat(git.getRef()).isEqualTo("v2");
    assertThat(git.getUrl()).isEqualTo("https://example.test/shop.git");
  }

  @Test
  void theTermsOfTheJobComeFromTheCommandLine() {
    cli.services.projects.put("shop", project(git(), true));
    cli.run(
        "build",
        "-local=false",
        "-priority=1",
        "-expires=10m",
        "-timeout=1h30m",
        "-after=JOB1",
        "-after=JOB2");
    assertThat(spec().getPriority()).isEqualTo(1);
    assertThat(spec().getExpiresIn().getSeconds()).isEqualTo(600);
    assertThat(spec().getOperationTimeout().getSeconds()).isEqualTo(5400);
    assertThat(spec().getDependsOnList()).containsExactly("JOB1", "JOB2");
  }

  @Test
  @Tag("behaviour-3")
  void aLocalOperationIsForARunnerOfThisProcess() {
    Result result = cli.run("deploy", "-local");
    assertThat(result.code()).as(result.err()).isZero();
    JobSpec spec = spec();
    assertThat(spec.getTargetRunner().getId()).isEqualTo("cli-1");
    assertThat(spec.getNoProfile()).isTrue();
    assertThat(spec.getDataSource().hasLocal()).isTrue();
    assertThat(spec.getPickupTimeout().getSeconds()).isEqualTo(30);
    assertThat(spec.hasExpiresIn()).isFalse();
    assertThat(cli.localRunners).containsExactly(cli.project, Path.of("closed"));
  }

  @Test
  @Tag("behaviour-2")
  @Tag("behaviour-73")
  void withoutTheFlagAnOperationIsLocalUntilARunnerIsUsable() {
    cli.services.projects.put("shop", project(git(), true));
    cli.services.profiles.put("p", Profile.newBuilder().setName("p").setDefault(true).build());
    cli.run("build");
    assertThat(spec().getNoProfile()).isTrue();

    cli.services.runners.put(
        "r",
        Runner.newBuilder()
            .setId("r")
            .setKind(RunnerKind.STATIC)
            .setOnline(true)
            .setAdoptionState(AdoptionState.ADOPTED)
            .build());
    cli.run("build");
    assertThat(cli.services.jobs.specs.get(1).getNoProfile()).isFalse();
  }

  @Test
  void theFileIsFoundInADirectoryAbove() throws Exception {
    Path below = Files.createDirectories(cli.project.resolve("a"));
    Files.move(cli.project.resolve("waypoint.hcl"), cli.project.resolveSibling("waypoint.hcl"));
    assertThat(below).exists();
    assertThat(cli.run("build", "-local").code()).isZero();
    assertThat(cli.localRunners.getFirst()).isEqualTo(directory);
  }

  @Test
  void withoutAFileTheNextStepIsNamed() throws Exception {
    Files.delete(cli.project.resolve("waypoint.hcl"));
    Result result = cli.run("build");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("no waypoint.hcl", "-project");
  }

  @Test
  void anotherProjectIsAlwaysRemote() {
    cli.services.projects.put(
        "other",
        Project.newBuilder().setName("other").addApplications("api").setDataSource(git()).build());
    Result result = cli.run("build", "-project=other");
    assertThat(result.err()).contains("performed remotely");
    assertThat(spec().getApplication().getProject()).isEqualTo("other");
    assertThat(spec().getApplication().getApplication()).isEqualTo("api");
    assertThat(spec().getNoProfile()).isFalse();
  }

  @Test
  void anUnknownProjectPointsToInit() {
    cli.services.projects.clear();
    Result result = cli.run("build");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("'shop'", "waypoint init");
  }

  @Test
  void anUnknownAppListsTheKnownOnes() {
    Result result = cli.run("build", "-app=wbe");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("has no app 'wbe'; it has: web");
  }

  @Test
  void everyAppIsTriedAndOneFailureMakesTheExitCode() throws Exception {
    cli.writeProject("shop", "web", "api");
    cli.services.jobs.ending =
        job ->
            job.getApplication().getApplication().equals("web")
                ? job.toBuilder()
                    .setState(JobState.ERROR)
                    .setError(Failure.newBuilder().setMessage("the compiler stopped"))
                    .build()
                : job.toBuilder().setState(JobState.SUCCESS).build();
    Result result = cli.run("build", "-local");
    assertThat(result.code()).isEqualTo(1);
    assertThat(cli.services.jobs.specs).hasSize(2);
    assertThat(result.err()).contains("web failed: the compiler stopped");
    assertThat(result.out()).contains("Building web…", "Building api…");
  }

  @Test
  void resultsUrlsAndVariablesAreShown() {
    cli.services.jobs.ending =
        job ->
            job.toBuilder()
                .setState(JobState.SUCCESS)
                .addVariables(
                    FinalVariable.newBuilder()
                        .setName("org")
                        .setValue("acme")
                        .setType("string")
                        .setSource("CLI"))
                .setResult(
                    OperationResult.newBuilder()
                        .setDeployment(
                            Record.newBuilder().setSequence(7).setUrl("http://localhost:3000")))
                .build();
    Result result = cli.run("deploy", "-local");
    assertThat(result.out())
        .contains("Variables used", "org\tacme\tstring\tcli")
        .contains("Deployment v7", "Deployment URL: http://localhost:3000");
  }

  @Test
  void deployReleasesAndPrunesUnlessToldNotTo() {
    cli.run("deploy", "-local");
    assertThat(spec().getOptions().getRelease()).isTrue();
    assertThat(spec().getOptions().getPrune()).isTrue();
    assertThat(spec().getOptions().getPruneRetain()).isEqualTo(-1);
    cli.run("deploy", "-local", "-release=false", "-prune=0", "-prune-retain", "3");
    JobSpec second = cli.services.jobs.specs.get(1);
    assertThat(second.getOptions().getRelease()).isFalse();
    assertThat(second.getOptions().getPrune()).isFalse();
    assertThat(second.getOptions().getPruneRetain()).isEqualTo(3);
  }

  @Test
  void buildCanLeaveOutThePush() {
    cli.run("build", "-local", "-push=false");
    assertThat(spec().getOptions().getDisablePush()).isTrue();
  }

  @Test
  void releaseTakesADeployment() {
    cli.run("release", "-local", "-d=v4");
    assertThat(spec().getOptions().getDeployment()).isEqualTo("4");
    assertThat(spec().getOptions().getRepeat()).isFalse();
  }

  @Test
  void releaseCanRepeatWhatIsReleased() {
    cli.run("release", "-local", "-repeat");
    assertThat(spec().getOptions().getRepeat()).isTrue();
  }

  @Test
  void upIsOneJob() {
    cli.run("up", "-local");
    assertThat(cli.services.jobs.specs).hasSize(1);
    assertThat(spec().getOperation()).isEqualTo(Operation.UP);
  }

  @Test
  void statusShowsTheProjectThatIsNamedOrAllOfThem() {
    cli.services.projects.put(
        "garden", Project.newBuilder().setName("garden").addApplications("bed").build());
    cli.services.records.add(deployment("garden", "bed"));
    cli.services.records.add(deployment("shop", "web"));

    Result all = cli.run("status", "-all-projects");
    assertThat(all.code()).as(all.err()).isZero();
    assertThat(all.out())
        .contains("PROJECT\tAPP\tWHAT", "garden\tbed\tdeployment", "shop\tweb\tdeployment");
    assertThat(cli.run("status", "garden").out())
        .contains("bed\tdeployment")
        .doesNotContain("web", "PROJECT");
    assertThat(cli.run("status").out()).contains("web\tdeployment").doesNotContain("bed");
    assertThat(cli.services.jobs.specs).isEmpty();
  }

  @Test
  void statusOfAllProjectsIsAboutNoSingleOne() {
    assertThat(cli.run("status", "-all-projects", "shop").err()).contains("goes with no project");
    assertThat(cli.run("status", "-all-projects", "-app=web").code()).isEqualTo(1);
    assertThat(cli.run("status", "-all-projects", "-refresh").err()).contains("one project");
    assertThat(cli.run("status", "-project=garden", "shop").err())
        .contains("two projects are named: shop, and garden by -project");
  }

  private static Record deployment(String project, String app) {
    return Record.newBuilder()
        .setApplication(ApplicationRef.newBuilder().setProject(project).setApplication(app))
        .setWorkspace("default")
        .setKind(Record.Kind.DEPLOYMENT_RECORD)
        .setSequence(1)
        .build();
  }

  @Test
  void destroyIsRefusedWhereNobodyCanBeAsked() {
    Result result = cli.run("destroy");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-auto-approve");
    assertThat(cli.services.jobs.specs).isEmpty();
  }

  @Test
  void destroyingAProjectIsWaitedForAsLongAsIsSaid() {
    cli.services.projects.put("shop", Project.newBuilder().setName("shop").build());
    Result result = cli.run("project", "destroy", "-auto-approve", "-timeout=30ms", "shop");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("the project shop is not destroyed yet", "-timeout", "job list -project=shop");

    cli.services.destroysAtOnce = true;
    Result gone = cli.run("project", "destroy", "-auto-approve", "-timeout=1m", "shop");
    assertThat(gone.code()).as(gone.err()).isZero();
    assertThat(cli.services.projects).doesNotContainKey("shop");
  }

  @Test
  void destroyWantsAYes() {
    cli.terminal = true;
    cli.input = "no\n";
    assertThat(cli.run("destroy", "-local").code()).isEqualTo(1);
    assertThat(cli.services.jobs.specs).isEmpty();
    cli.input = "yes\n";
    assertThat(cli.run("destroy", "-local").code()).isZero();
    assertThat(spec().getOperation()).isEqualTo(Operation.DESTROY);
  }

  @Test
  void theWorkspaceOfTheFlagBeatsThatOfTheEnvironment() {
    cli.variables.put("WAYPOINT_WORKSPACE", "test");
    cli.run("build", "-local");
    cli.run("build", "-local", "-workspace", "prod");
    assertThat(cli.services.jobs.specs.get(0).getWorkspace()).isEqualTo("test");
    assertThat(cli.services.jobs.specs.get(1).getWorkspace()).isEqualTo("prod");
  }

  @Test
  void theWorkspaceOfTheContextComesLast() {
    cli.run("context", "create", "-server-addr=waypoint.test:9701", "here");
    cli.run("context", "set", "-workspace=staging");
    cli.run("build", "-local");
    assertThat(spec().getWorkspace()).isEqualTo("staging");
  }

  @Test
  void onlyDeclaredVariablesOfTheEnvironmentAreSent() {
    cli.variables.put("WP_VAR_org", "acme");
    cli.variables.put("WP_VAR_secret", "x");
    cli.run("build", "-local");
    assertThat(spec().getVariablesList()).extracting(InputVariable::getName).containsExactly("org");
  }

  @Test
  void withoutAServerOneIsStartedAndTheProjectRegistered() {
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    cli.services.projects.clear();
    Result result = cli.run("build");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(cli.services.projects.get("shop").getApplicationsList()).containsExactly("web");
    assertThat(spec().getNoProfile()).isTrue();
    assertThat(cli.tokens).contains("embedded-token");
    assertThat(cli.embeddedServers).isEmpty();
  }

  @Test
  void aRemoteOperationNeedsAServer() {
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    Result result = cli.run("build", "-local=false");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-local=false needs a server");
  }

  @Test
  void initRegistersTheProjectAndKeepsKnownApps() throws Exception {
    cli.services.projects.put(
        "shop", Project.newBuilder().setName("shop").addApplications("old").build());
    Result result = cli.run("init");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(cli.services.projects.get("shop").getApplicationsList())
        .containsExactly("old", "web");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void initWithoutAFileWritesOne() throws Exception {
    Files.delete(cli.project.resolve("waypoint.hcl"));
    assertThat(cli.run("init").code()).isZero();
    assertThat(cli.project.resolve("waypoint.hcl")).content().contains("project = \"project\"");
  }

  private JobSpec spec() {
    return cli.services.jobs.specs.getFirst();
  }

  private static DataSource git() {
    return DataSource.newBuilder()
        .setGit(DataSource.Git.newBuilder().setUrl("https://example.test/shop.git").setRef("main"))
        .build();
  }

  private static Project project(DataSource source, boolean remote) {
    return Project.newBuilder()
        .setName("shop")
        .addApplications("web")
        .setDataSource(source)
        .setRemoteEnabled(remote)
        .build();
  }
}
