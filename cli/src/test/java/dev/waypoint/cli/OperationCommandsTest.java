package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.FinalVariable;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Record;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class OperationCommandsTest extends BaseOperationTest {
  @Test
  void theValueOfAVariableMayContainEqualsSigns() {
    cli.run("build", "-local=false", "-var=org=a=b=c", "--var", "org=x=y");
    assertThat(spec().getVariables(0).getValue()).isEqualTo("x=y");
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
  void withoutAFileTheNextStepIsNamed() throws Exception {
    Files.delete(cli.project.resolve("waypoint.hcl"));
    Result result = cli.run("build");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("no waypoint.hcl", "-project");
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
}
