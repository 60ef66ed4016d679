package dev.waypoint.cli;

import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Project;
import org.junit.jupiter.api.BeforeEach;

/** Commands in the folder of the project "shop", whose app is "web". */
abstract class BaseOperationTest extends BaseCommandsTest {
  @BeforeEach
  void makeTheProject() throws Exception {
    cli.writeProject("shop", "web");
    cli.services.projects.put("shop", project(DataSource.getDefaultInstance(), false));
  }

  /** Of the first job. */
  JobSpec spec() {
    return cli.services.jobs.specs.getFirst();
  }

  static DataSource git() {
    return DataSource.newBuilder()
        .setGit(DataSource.Git.newBuilder().setUrl("https://example.test/shop.git").setRef("main"))
        .build();
  }

  static Project project(DataSource source, boolean remote) {
    return Project.newBuilder()
        .setName("shop")
        .addApplications("web")
        .setDataSource(source)
        .setRemoteEnabled(remote)
        .build();
  }
}
