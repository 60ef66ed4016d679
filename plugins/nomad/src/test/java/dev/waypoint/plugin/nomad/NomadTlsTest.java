package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.plugin.nomad.TestingTlsNomad.Identity;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to Nomad take the same TLS settings: its Java client, and the calls beside it. */
class NomadTlsTest {
  private static final TaskContext CONTEXT =
      new TaskContext(new TestingTerminal(), Cancellation.never());

  @TempDir Path directory;

  @Test
  void aCertificateAuthorityAndAServerNameAreTrusted() throws Exception {
    try (TestingTlsNomad nomad = new TestingTlsNomad(null)) {
      answers(
          launcher(
              nomad,
              Map.of("ca_cert", nomad.certificate(), "tls_server_name", "server.global.nomad")));
    }
  }

  @Test
  void anotherNameIsNot() throws Exception {
    try (TestingTlsNomad nomad = new TestingTlsNomad(null)) {
      refuses(
          launcher(
              nomad, Map.of("ca_cert", nomad.certificate(), "tls_server_name", "server.eu.nomad")),
          "server.eu.nomad");
      refuses(launcher(nomad, Map.of("ca_cert", nomad.certificate())), "127.0.0.1");
    }
  }

  @Test
  void anUnknownAuthorityIsNotUnlessAskedFor() throws Exception {
    try (TestingTlsNomad nomad = new TestingTlsNomad(null)) {
      refuses(launcher(nomad, Map.of()), "does not answer");
      answers(launcher(nomad, Map.of("tls_skip_verify", true)));
    }
  }

  @Test
  void aClientCertificateIsShownFromFilesToo() throws Exception {
    Identity client = TestingTlsNomad.identity("client");
    Path certificate = Files.writeString(directory.resolve("c.pem"), client.certificatePem());
    Path key = Files.writeString(directory.resolve("k.pem"), client.keyPem());
    try (TestingTlsNomad nomad = new TestingTlsNomad(client)) {
      refuses(launcher(nomad, Map.of("tls_skip_verify", true)), "does not answer");
      answers(
          launcher(
              nomad,
              Map.of(
                  "tls_skip_verify", true,
                  "client_cert", certificate.toString(),
                  "client_key", key.toString())));
      answers(
          launcher(
              nomad,
              Map.of(
                  "tls_skip_verify", true,
                  "client_cert", client.certificatePem(),
                  "client_key", client.keyPem())));
    }
  }

  @Test
  void whatCannotBeUsedIsNamedAndNotTriedAgain() throws Exception {
    try (TestingTlsNomad nomad = new TestingTlsNomad(null)) {
      for (Map<String, Object> wrong :
          java.util.List.<Map<String, Object>>of(
              Map.of("ca_cert", directory.resolve("nowhere.pem").toString()),
              Map.of("client_cert", nomad.certificate()))) {
        assertThatExceptionOfType(TaskException.class)
            .isThrownBy(() -> launcher(nomad, wrong).listTasks(Map.of("a", "b"), CONTEXT))
            .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_RETRYABLE))
            .withMessageContaining("the TLS settings for Nomad cannot be used")
            .withMessageContaining(wrong.keySet().iterator().next());
      }
    }
  }

  private static TaskLauncher launcher(TestingTlsNomad nomad, Map<String, Object> more)
      throws Exception {
    Map<String, Object> all = new HashMap<>(more);
    all.put("nomad_host", nomad.url());
    return new NomadPlugin().taskLauncher().orElseThrow().create(all);
  }

  private static void answers(TaskLauncher launcher) throws Exception {
    assertThat(launcher.listTasks(Map.of("a", "b"), CONTEXT)).isEmpty();
    assertThat(launcher.watchTask(new TaskName("t"), CONTEXT).cause()).isEqualTo(Cause.GONE);
  }

  private static void refuses(TaskLauncher launcher, String message) {
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> launcher.listTasks(Map.of("a", "b"), CONTEXT))
        .withMessageContaining(message);
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(() -> launcher.watchTask(new TaskName("t"), CONTEXT));
  }
}
