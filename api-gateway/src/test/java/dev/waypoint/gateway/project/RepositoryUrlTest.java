package dev.waypoint.gateway.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.gateway.job.TestingJobs;
import dev.waypoint.git.GitUrl;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.RunnerKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository's URL may hold a password, which is the runners' to know and nobody else's. */
class RepositoryUrlTest {
  private static final String URL = "https://ann:hunter2@git.test/shop.git";
  private static final String SHOWN = "https://ann@git.test/shop.git";

  @TempDir Path directory;
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aPasswordInAUrlIsNotShownAgain() {
    Project applied = apply(URL);
    Project read =
        gateway
            .projects()
            .getProject(GetProjectRequest.newBuilder().setName("shop").build())
            .getProject();
    assertThat(applied.getDataSource().getGit().getUrl()).isEqualTo(SHOWN);
    assertThat(read.getDataSource().getGit().getUrl()).isEqualTo(SHOWN);
    assertThat(gateway.projects().listProjects(ListProjectsRequest.getDefaultInstance()).toString())
        .contains(SHOWN)
        .doesNotContain("hunter2");
  }

  @Test
  void aPasswordInWhatIsNearlyAUrlIsNotShownEither() {
    assertThat(GitUrl.shown("https://ann:hunter2@/shop.git")).isEqualTo("https://ann@/shop.git");
    assertThat(GitUrl.shown("https://git.test:8443/ann@shop.git"))
        .isEqualTo("https://git.test:8443/ann@shop.git");
    assertThat(GitUrl.shown("git@git.test:shop.git")).isEqualTo("git@git.test:shop.git");
  }

  @Test
  void aRunnerGetsItAlsoWhereTheUrlWasGivenBackAsItWasShown() {
    apply(URL);
    apply(SHOWN);
    try (TestingRunner runner =
        TestingRunner.connect(gateway.asUser(), "static-1", RunnerKind.STATIC, Map.of())) {
      String token = runner.work().getToken();
      String job =
          TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD).setDataSource(git(SHOWN)));
      assertThat(
              gateway
                  .agent(token)
                  .getJobAssignment(
                      GetJobAssignmentRequest.newBuilder()
                          .setAttempt(AttemptRef.newBuilder().setJobId(job).setAttempt(1))
                          .build())
                  .getSpec()
                  .getDataSource()
                  .getGit()
                  .getUrl())
          .isEqualTo(URL);
    }
  }

  private Project apply(String url) {
    return gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName("shop").setDataSource(git(url)))
                .addUpdate("data_source")
                .build())
        .getProject();
  }

  private static DataSource git(String url) {
    return DataSource.newBuilder().setGit(DataSource.Git.newBuilder().setUrl(url)).build();
  }
}
