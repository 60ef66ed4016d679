package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.task.TaskException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NomadFaultTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | bad request                            | NOT_RETRYABLE
          403 | Permission denied                      | NOT_RETRYABLE
          404 | job not found                          | NOT_RETRYABLE
          429 | too many requests                      | RETRYABLE
          500 | No cluster leader                      | RETRYABLE
          502 | ''                                     | RETRYABLE
          500 | job "x" is in nonexistent namespace "y" | NOT_RETRYABLE
          500 | No path to region                      | NOT_RETRYABLE
          """)
  void whatPassesIsTriedAgain(int status, String said, Kind kind) {
    NomadFault fault = NomadFault.answered("start the job x", status, said);
    assertThat(fault.toTaskException().kind()).isEqualTo(kind);
    assertThat(fault.getMessage())
        .startsWith("cannot start the job x: ")
        .contains(said.isEmpty() ? "status " + status : said);
  }

  @Test
  void aRefusalNamesThePolicy() {
    assertThat(NomadFault.answered("list the jobs", 403, "Permission denied").getMessage())
        .contains("policy.hcl");
    assertThat(NomadFault.answered("list the jobs", 500, "oops").getMessage())
        .doesNotContain("policy.hcl");
  }

  @Test
  void aConnectionThatFailsNamesTheAddressAndTheRootOfIt() {
    NomadFault fault =
        NomadFault.unreachable(
            "list the jobs",
            URI.create("https://nomad:4646"),
            new IOException("outer", new ConnectException("refused")));
    assertThat(fault.getMessage())
        .isEqualTo("cannot list the jobs: Nomad at https://nomad:4646 does not answer (refused)");
    assertThat(fault.toTaskException().kind()).isEqualTo(Kind.RETRYABLE);
  }
}
