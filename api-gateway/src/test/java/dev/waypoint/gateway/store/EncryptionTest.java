package dev.waypoint.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.SetProfileRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
  private static final String PROJECT_PASSWORD = "correct-horse-battery";
  private static final String JOB_VARIABLE = "staple-tr0ub4dor";
  private static final String PROFILE_VARIABLE = "xkcd-nine-three-six";

  @TempDir Path directory;

  @Test
  void nothingConfidentialIsReadableInTheDatabaseOrGivenOut() throws IOException {
    String token;
    try (TestingGateway gateway = TestingGateway.start(directory);
        TestingRunner runner =
            TestingRunner.connect(gateway.asUser(), "r1", RunnerKind.STATIC, Map.of())) {
      runner.work();
      token = gateway.token();
      fill(gateway);
      Project shown =
          gateway
              .projects()
              .getProject(GetProjectRequest.newBuilder().setName("shop").build())
              .getProject();
      assertThat(shown.toString()).doesNotContain(PROJECT_PASSWORD).contains("https://git.test");
    }
    assertThat(readAll(directory.resolve("db")))
        .contains("shop")
        .doesNotContain(PROJECT_PASSWORD, JOB_VARIABLE, PROFILE_VARIABLE, token);
  }

  @Test
  void keysAreReadableByTheirOwnerOnly() throws IOException {
    TestingGateway.start(directory).close();
    try (Stream<Path> keys = Files.list(directory.resolve("keys"))) {
      assertThat(keys)
          .hasSize(3)
          .allSatisfy(
              key ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void aBoxOpensWithItsKeyUnderItsNameOnly() {
    SecretBox box = new SecretBox(new byte[SecretBox.KEY_LENGTH]);
    byte[] sealed = box.seal("job/1", "text".getBytes(StandardCharsets.UTF_8));
    assertThat(box.open("job/1", sealed)).asString(StandardCharsets.UTF_8).isEqualTo("text");
    assertThatThrownBy(() -> box.open("job/2", sealed)).hasMessageContaining("job/2");
    byte[] otherKey = new byte[SecretBox.KEY_LENGTH];
    otherKey[0] = 1;
    assertThatThrownBy(() -> new SecretBox(otherKey).open("job/1", sealed))
        .hasMessageContaining("not the one it was encrypted with");
  }

  private static void fill(TestingGateway gateway) {
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(
                    Project.newBuilder()
                        .setName("shop")
                        .setDataSource(
                            DataSource.newBuilder()
                                .setGit(
                                    DataSource.Git.newBuilder()
                                        .setUrl("https://git.test/shop")
                                        .setUsername("ci")
                                        .setPassword(PROJECT_PASSWORD))))
                .build());
    gateway
        .profiles()
        .setProfile(
            SetProfileRequest.newBuilder()
                .setProfile(
                    Profile.newBuilder()
                        .setName("p")
                        .setPluginType("docker")
                        .putEnvironment("SECRET", PROFILE_VARIABLE))
                .build());
    gateway
        .jobs()
        .queueJob(
            QueueJobRequest.newBuilder()
                .setSpec(
                    JobSpec.newBuilder()
                        .setApplication(ApplicationRef.newBuilder().setProject("shop"))
                        .setWorkspace("default")
                        .setOperation(Operation.NOOP)
                        .addVariables(
                            InputVariable.newBuilder().setName("password").setValue(JOB_VARIABLE)))
                .build());
  }

  private static String readAll(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
