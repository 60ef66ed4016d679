package dev.waypoint.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.worker.connect.TlsTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSelectionTest {
  @TempDir private Path directory;
  private TestingCli cli;

  @BeforeEach
  void start() {
    cli = new TestingCli(directory);
    cli.run(
        "context", "create", "-server-addr=context.test", "-server-auth-token=of-context", "one");
  }

  @AfterEach
  void stop() {
    cli.close();
  }

  @Test
  void theFlagBeatsTheEnvironmentAndThatTheContext() {
    cli.run("runner", "list", "-server-addr=flag.test:1");
    cli.run("runner", "list");
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    cli.run("runner", "list");
    assertThat(cli.dialled)
        .extracting(target -> target.address())
        .containsExactly("flag.test:1", "waypoint.test:9701", "context.test:9701");
  }

  @Test
  void theTokenOfTheEnvironmentBeatsThatOfTheContext() {
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    cli.run("runner", "list");
    cli.variables.put("WAYPOINT_SERVER_TOKEN", "of-environment");
    cli.run("runner", "list");
    cli.variables.put("WAYPOINT_SERVER_TOKEN", "-");
    cli.run("runner", "list");
    assertThat(cli.tokens).containsExactly("of-context", "of-environment", "none");
  }

  @Test
  void theAddressOfTheContextBringsItsToken() {
    cli.run("runner", "list", "-server-addr=context.test");
    assertThat(cli.tokens).containsExactly("of-context");
  }

  @Test
  void eachOfTheAddressesOfTheContextBringsItsToken() {
    cli.run(
        "context", "create", "-server-addr=a.test,b.test:2", "-server-auth-token=of-both", "both");
    cli.run("runner", "list", "-server-addr=b.test:2");
    cli.run("runner", "list", "-server-addr=b.test:2,a.test");
    cli.run("runner", "list", "-server-addr=b.test");
    assertThat(cli.tokens).containsExactly("of-both", "of-both", "none");
  }

  @Test
  void anotherContextCanBeChosenForOneCall() {
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    cli.run("context", "create", "-server-addr=other.test", "-set-default=false", "two");
    cli.variables.put("WAYPOINT_CONTEXT", "two");
    cli.run("runner", "list");
    assertThat(cli.dialled.getFirst().address()).isEqualTo("other.test:9701");
  }

  @Test
  void trustComesFromFlagsOrTheEnvironment() throws Exception {
    cli.run("runner", "list", "-server-addr=a.test");
    cli.run("runner", "list", "-server-addr=a.test", "-server-tls=false");
    cli.run("runner", "list", "-server-addr=a.test", "-server-tls-skip-verify");
    Path pem = Files.writeString(directory.resolve("c.pem"), "PEM");
    cli.run("runner", "list", "-server-addr=a.test", "-server-tls-cert=" + pem);
    cli.variables.put("WAYPOINT_SERVER_TLS", "0");
    cli.run("runner", "list");
    assertThat(cli.dialled)
        .extracting(target -> (Object) target.trust())
        .containsExactly(
            new TlsTrust.System(),
            new TlsTrust.Plaintext(),
            new TlsTrust.SkipVerify(),
            new TlsTrust.Pinned("PEM"),
            new TlsTrust.Plaintext());
  }

  @Test
  void aVariableThatIsNoBooleanIsNamed() {
    cli.variables.put("WAYPOINT_SERVER_TLS", "perhaps");
    Result result = cli.run("runner", "list");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("WAYPOINT_SERVER_TLS: 'perhaps'");
  }

  @Test
  void anAddressThatIsNoneIsNamedWithItsOrigin() {
    cli.variables.put("WAYPOINT_SERVER_ADDR", "host:port");
    Result result = cli.run("runner", "list");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("'host:port'", "from WAYPOINT_SERVER_ADDR");
  }

  @Test
  void inspectingAContextNeverShowsItsToken() {
    assertThat(cli.run("context", "inspect").out()).contains("context.test", "Token: stored");
    assertThat(cli.run("context", "inspect", "-json", "one").out())
        .contains("\"token\": true")
        .doesNotContain("of-context");
  }

  @Test
  void clearingTheDefaultKeepsTheContext() {
    cli.run("context", "clear");
    assertThat(cli.run("context", "list").out()).contains("one").doesNotContain("*");
    cli.run("context", "use", "one");
    assertThat(cli.run("context", "list").out()).contains("*\tone");
  }

  @Test
  void aTokenMayBeReadFromAFile() throws Exception {
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    Path file = Files.writeString(directory.resolve("token"), "mine\n");
    Result result = cli.run("login", "-token=@" + file, "new.test:9701");
    assertThat(result.out()).contains("logged in at new.test:9701");
    assertThat(cli.tokens).containsExactly("mine");
  }

  @Test
  void aLoginChecksTheTokenAndKeepsIt() {
    cli.variables.remove("WAYPOINT_SERVER_ADDR");
    Result result = cli.run("login", "-token=mine", "new.test:9701");
    assertThat(result.out()).contains("logged in at new.test:9701");
    cli.run("runner", "list");
    assertThat(cli.tokens).containsExactly("mine", "mine");
  }
}
