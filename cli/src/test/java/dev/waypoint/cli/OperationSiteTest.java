package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OperationSiteTest extends BaseOperationTest {
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
}
