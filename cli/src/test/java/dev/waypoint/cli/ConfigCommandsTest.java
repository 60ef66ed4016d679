package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.RealCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {
  @TempDir private static Path data;
  private static GatewayServer server;

  @TempDir private Path directory;
  private RealCli cli;

  @BeforeAll
  static void startServer() {
    server = GatewayServer.start(GatewayOptions.embedded(data));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void register() throws IOException {
    cli = new RealCli(directory);
    cli.variable("WAYPOINT_SERVER_ADDR", "127.0.0.1:" + server.grpcPort());
    cli.variable("WAYPOINT_SERVER_TLS", "false");
    cli.variable("WAYPOINT_SERVER_TOKEN", server.localUserToken("tester"));
    project("");
    success("init");
  }

  /** Of a name that no other test uses. */
  private String project() {
    return "p" + Integer.toHexString(directory.hashCode());
  }

  private void project(String config) throws IOException {
    Files.writeString(
        cli.project().resolve("waypoint.hcl"),
        """
        project = "%s"
        %s
        app "web" {
          build {
            use "exec" {
              command = ["sh", "-c", "echo got $GREETING $TOKEN; cat app.ini"]
            }
          }
          deploy {
            use "exec" {
              command = ["true"]
            }
          }
        }
        """
            .formatted(project(), config));
  }

  private String success(String... words) {
    Result result = cli.run(words);
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    return result.out();
  }

  private String failure(String... words) {
    Result result = cli.run(words);
    assertThat(result.code()).as(result.out()).isEqualTo(1);
    return result.err();
  }

  @Test
  void whatIsSetIsShownWithItsScope() {
    success("config", "set", "A=1", "B=x=y");
    success("config", "set", "-app=web", "-workspace=dev", "A=2");
    success("config", "set", "-label-scope=env == prod", "A=3");

    assertThat(success("config", "get", "-plain"))
        .contains("project: " + project(), "x=y", "env == prod")
        .doesNotContain("app: web");
    assertThat(success("config", "get", "-plain", "-app=web")).contains("app: web", "dev");
    assertThat(success("config", "get", "-raw", "B")).isEqualTo("x=y\n");
    assertThat(success("config", "get", "-json", "B")).contains("\"name\": \"B\"", "\"text\"");
  }

  @Test
  void anEmptyValueDeletesAndSoDoesDelete() {
    success("config", "set", "A=1", "B=2");

    assertThat(success("config", "set", "A=")).contains("1 value deleted");
    assertThat(success("config", "delete", "B", "C")).contains("1 value deleted");
    assertThat(success("config", "get", "-json")).doesNotContain("\"A\"", "\"B\"");
  }

  @Test
  void whatIsForRunnersIsKeptApart() {
    success("config", "set", "-runner", "A=1");

    assertThat(success("config", "get", "-json")).doesNotContain("\"A\"");
    assertThat(success("config", "get", "-json", "-runner")).contains("\"A\"");
  }

  @Test
  @Tag("behaviour-177")
  @Tag("behaviour-178")
  void aJobGetsWhatIsForRunnersWithoutEverShowingWhatIsSensitive() throws Exception {
    success("config", "set", "-runner", "GREETING=hello");
    success("config", "set", "-runner", "-sensitive", "TOKEN=s3cret-of-mine");
    success("config", "set", "-runner", "-file", "app.ini=level = 3");
    success("config", "set", "-file", "unused.ini=level = 4");

    assertThat(success("build")).contains("got hello ***", "level = 3");
    assertThat(cli.project().resolve("app.ini")).doesNotExist();
    assertThat(success("config", "get", "-runner", "-plain"))
        .contains("<sensitive>", "app.ini (file)")
        .doesNotContain("s3cret-of-mine");
    assertThat(failure("config", "get", "-runner", "-raw", "TOKEN")).contains("<sensitive>");
    assertThat(stored()).doesNotContain("s3cret-of-mine", "level = 4");
  }

  /** What of these is to be found in the server's files, in plain text. */
  private static String stored() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void aSyncStoresWhatTheStanzasSayAndLeavesTheRest() throws Exception {
    success("config", "set", "KEPT=k", "A=before");
    project("config {\n env = {\n A = \"after\"\n S = dynamic(\"vault\", {})\n }\n}");

    assertThat(success("config", "sync")).contains("Synced 2 configuration values");

    assertThat(success("config", "get", "-raw", "A")).isEqualTo("after\n");
    assertThat(success("config", "get", "-raw", "KEPT")).isEqualTo("k\n");
    assertThat(success("config", "get", "-plain")).contains("<dynamic via vault>");
  }

  @Test
  void settingsOfSourcesAreKeptWithoutShowingCredentials() {
    success("config", "source-set", "-type=vault", "-config=addr=v:1", "-config=token=t0ps3cret");

    assertThat(success("config", "source-get", "-plain"))
        .contains("vault", "global", "addr=v:1", "token=<sensitive>")
        .doesNotContain("t0ps3cret");
    assertThat(success("config", "source-delete", "-type=vault")).contains("are deleted");
    assertThat(success("config", "source-delete", "-type=vault")).contains("had no settings");
  }

  @Test
  void wrongInputIsExplained() {
    assertThat(failure("config", "set", "novalue")).contains("NAME=VALUE");
    assertThat(failure("config", "set")).contains("missing argument: NAME=VALUE");
    assertThat(failure("config", "set", "-label-scope=env ==", "A=1"))
        .contains("'env ==' is no label selector");
    assertThat(failure("config", "set", "-app=none", "A=1")).contains("has no app 'none'");
    assertThat(failure("config", "set", "-scope=app", "A=1")).contains("-app=NAME");
    assertThat(failure("config", "set", "-scope=all", "A=1")).contains("GLOBAL, PROJECT, APP");
    assertThat(failure("config", "get", "-raw", "nothing")).contains("there are 0");
  }
}
