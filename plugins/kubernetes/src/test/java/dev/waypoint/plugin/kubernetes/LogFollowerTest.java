package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.testing.TestingTerminal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an HTTP fake, which begins its log anew as a node does while it grows. */
class LogFollowerTest {
  private static final String LOG = "/api/v1/namespaces/apps/pods/p/log";
  private static final Pod POD =
      new PodBuilder().withNewMetadata().withName("p").endMetadata().build();

  @TempDir private Path directory;

  @Test
  void whatTheNodeWroteIntoANewLogAfterTheFollowedOneIsReadToo() throws Exception {
    assertThat(
            output(
                """
                2026-11-22T18:00:00.1Z one
                2026-11-22T18:00:00.2Z two
                """,
                """
                2026-11-22T18:00:00.3Z three
                2026-11-22T18:00:00.3Z four
                """))
        .isEqualTo("one\ntwo\nthree\nfour\n");
  }

  @Test
  void whatWasPassedOnIsPassedOver() throws Exception {
    String log =
        """
        2026-11-22T18:00:00.1Z one
        2026-11-22T18:00:00.2Z two
        2026-11-22T18:00:00.2Z three
        """;
    assertThat(output(log, log)).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void aLogThatIsGoneByThenIsWhatWasFollowed() throws Exception {
    try (TestingApiServer server =
        new TestingApiServer().on(LOG, 200, "2026-11-22T18:00:00.1Z one\n").on(LOG, 404, "{}")) {
      assertThat(output(server)).isEqualTo("one\n");
    }
  }

  @Test
  void anEndThatMayNotBeReadAgainIsToldAsAWarning() throws Exception {
    TestingTerminal terminal = new TestingTerminal();
    try (TestingApiServer server =
        new TestingApiServer()
            .on(LOG, 200, "2026-11-22T18:00:00.1Z one\n")
            .on(LOG, 403, "{\"message\":\"pods is forbidden\"}")) {
      follow(server, terminal);
    }
    assertThat(terminal.outText()).isEqualTo("one\n");
    assertThat(terminal.lines())
        .singleElement()
        .asString()
        .contains("may be missing")
        .contains("pods is forbidden");
  }

  private String output(String followed, String afterwards) throws Exception {
    try (TestingApiServer server =
        new TestingApiServer().on(LOG, 200, followed).on(LOG, 200, afterwards)) {
      return output(server);
    }
  }

  private String output(TestingApiServer server) throws Exception {
    TestingTerminal terminal = new TestingTerminal();
    follow(server, terminal);
    assertThat(terminal.lines()).isEmpty();
    return terminal.outText();
  }

  private void follow(TestingApiServer server, TestingTerminal terminal) throws Exception {
    String kubeconfig = server.kubeconfig(directory).toString();
    try (Cluster cluster =
            Cluster.connect(Optional.of(kubeconfig), Optional.empty(), Optional.empty());
        LogFollower log = new LogFollower(cluster, POD, terminal)) {
      log.follow();
      log.complete(Duration.ofSeconds(5));
    }
  }
}
