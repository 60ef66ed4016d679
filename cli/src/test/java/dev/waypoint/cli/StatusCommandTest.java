package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Record;
import org.junit.jupiter.api.Test;

class StatusCommandTest extends BaseOperationTest {
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
}
