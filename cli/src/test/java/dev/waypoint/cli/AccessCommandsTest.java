package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.RealCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, tokens, rules, audit and snapshots, with a real server. */
class AccessCommandsTest {
  @TempDir private Path directory;
  private GatewayServer server;
  private RealCli cli;

  @BeforeEach
  void start() {
    server = GatewayServer.start(GatewayOptions.embedded(directory.resolve("data")));
    cli = new RealCli(directory);
    cli.variable("WAYPOINT_SERVER_ADDR", "127.0.0.1:" + server.grpcPort());
    cli.variable("WAYPOINT_SERVER_TLS", "false");
    cli.variable("WAYPOINT_SERVER_TOKEN", server.localUserToken("olga"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theRoleAndTheProjectsOfSomebodyAreChangedForTheTokensThatThereAre() {
    String token = ok("user", "token", "-username=mia", "-role=operator").strip();
    assertThat(ok("user", "modify", "-username=mia", "-role=deployer", "-project=shop"))
        .contains("the user mia has the role deployer, projects: shop");
    assertThat(ok("server", "audit", "-action=user")).contains("mia", "role deployer, projects");
    cli.variable("WAYPOINT_SERVER_TOKEN", token);
    assertThat(ok("user", "inspect")).contains("mia", "deployer", "shop");
    assertThat(cli.run("server", "cookie").err()).contains("operator");
  }

  @Test
  void theLastOperatorStaysOneAndNobodyUnknownIsChanged() {
    ok("user", "token", "-username=dan", "-role=deployer");
    assertThat(cli.run("user", "modify", "-username=olga", "-role=read-only").err())
        .contains("olga is the only operator");
    assertThat(cli.run("user", "modify", "-username=olga", "-project=shop").err())
        .contains("olga is the only operator");
    assertThat(cli.run("user", "modify", "-username=zoe", "-role=read-only").err())
        .contains("zoe", "waypoint user list");
    assertThat(cli.run("user", "modify", "-username=dan").err()).contains("nothing to change");
    ok("user", "modify", "-username=dan", "-role=operator");
    ok("user", "modify", "-username=olga", "-role=read-only");
  }

  @Test
  void aTokenHasTheRoleAndTheProjectsThatItIsMadeWith() {
    String token =
        ok("user", "token", "-username=dan", "-role=deployer", "-project=shop,web").strip();
    cli.variable("WAYPOINT_SERVER_TOKEN", token);
    assertThat(ok("user", "inspect")).contains("dan", "deployer", "shop web");
    Result refused = cli.run("runner", "adopt", "r1");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("needs the role operator", "deployer");
    Result other = cli.run("project", "inspect", "-project=blog", "blog");
    assertThat(other.err()).contains("limited to projects shop, web");
  }

  @Test
  void anUnknownRoleIsRefusedWithTheKnownOnes() {
    Result result = cli.run("user", "token", "-role=king");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("operator, deployer or read-only");
  }

  @Test
  void anInvitationIsExchangedOnceAlsoUnderTheOldNames() {
    String invite = ok("token", "invite", "-username=ina", "-role=read-only").strip();
    String token = ok("token", "exchange", invite).strip();
    Result again = cli.run("token", "exchange", invite);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("used already");
    assertThat(ok("user", "list")).contains("ina", "read-only", "olga");
    cli.variable("WAYPOINT_SERVER_TOKEN", token);
    assertThat(ok("user", "inspect")).contains("ina", "read-only");
    assertThat(cli.run("token", "new", "-role=operator").err()).contains("cannot make a token");
    assertThat(cli.run("token", "-h").out() + cli.run("token", "-h").err())
        .doesNotContain("Deprecated");
  }

  @Test
  void tokensAreListedAndRevokedOneByOne() {
    String token = ok("user", "token", "-username=ann").strip();
    String id =
        ok("token", "list", "-username=ann")
            .lines()
            .filter(line -> line.contains("ann"))
            .map(line -> line.replace("|", " ").strip().split("\\s+")[0])
            .findFirst()
            .orElseThrow();
    assertThat(ok("token", "revoke", id)).contains(id, "revoked");
    assertThat(ok("token", "list", "-username=ann")).contains("no tokens found");
    assertThat(ok("token", "list", "-username=ann", "-all")).contains("revoked");
    assertThat(cli.run("token", "revoke", "nobody").err()).contains("waypoint token list");
    cli.variable("WAYPOINT_SERVER_TOKEN", token);
    assertThat(cli.run("runner", "list").err()).contains("revoked at 20", "waypoint user token");
  }

  @Test
  void rulesAreSetListedAndDeleted() {
    assertThat(ok("runner", "rule", "list")).contains("no rules");
    assertThat(ok("runner", "rule", "set", "-label=env=dev", "-source=10.0.0.0/8", "dev"))
        .contains("the rule dev is created");
    assertThat(ok("runner", "rule", "list")).contains("dev", "env=dev", "10.0.0.0/8", "olga");
    assertThat(ok("runner", "rule", "delete", "dev")).contains("the rule dev is deleted");
    assertThat(cli.run("runner", "rule", "set", "all").err()).contains("give it a label");
  }

  @Test
  void theAuditLogTellsWhoDidWhat() {
    ok("runner", "rule", "set", "-label=env=dev", "dev");
    ok("server", "config-set", "-runner-image=own/image:1");
    assertThat(ok("server", "audit"))
        .contains("rule.set", "dev", "olga", "server.config", "own/image:1");
    assertThat(ok("server", "audit", "-action=rule", "-since=1h", "-json"))
        .contains("rule.set")
        .doesNotContain("server.config");
  }

  @Test
  @Tag("behaviour-50")
  void aServerIsBootstrappedOnceOnly() {
    cli.variable("WAYPOINT_SERVER_TOKEN", "-");
    assertThat(ok("server", "bootstrap", "-context-create=")).isNotBlank();
    Result second = cli.run("server", "bootstrap", "-context-create=");
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).contains("bootstrapped already");
  }

  @Test
  void theSettingsOfAFileAreTakenOverAndFlagsWin() throws Exception {
    Path file =
        Files.writeString(
            cli.project().resolve("other.hcl"),
            """
            project = "shop"

            runner {
              enabled = true

              data_source "git" {
                url = "https://example.test/shop.git"
                ref = "main"
              }
            }

            app "web" {
              build {
                use "exec" {
                  command = ["true"]
                }
              }

              deploy {
                use "exec" {
                  command = ["true"]
                }
              }
            }
            """);
    ok("project", "apply", "-from-waypoint-hcl=" + file, "-git-ref=v2", "shop");
    assertThat(ok("project", "inspect", "-json", "shop"))
        .contains("https://example.test/shop.git", "v2", "web", "remoteEnabled");
    assertThat(cli.run("project", "apply", "-from-waypoint-hcl=" + file, "web").err())
        .contains("'shop', not of 'web'");
  }

  @Test
  void aSnapshotGoesToAFileAndComesBack() throws Exception {
    ok("project", "apply", "-data-source=local", "shop");
    Path file = cli.project().resolve("saved.gz");
    assertThat(ok("server", "snapshot", "saved.gz")).contains("saved.gz");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    ok("project", "apply", "-data-source=local", "later");
    CountDownLatch asked = new CountDownLatch(1);
    server.onExitRequested(asked::countDown);
    assertThat(ok("server", "restore", "-exit", "saved.gz")).contains("is staged");
    asked.await();
    server.close();
    server = GatewayServer.start(GatewayOptions.embedded(directory.resolve("data")));
    cli.variable("WAYPOINT_SERVER_ADDR", "127.0.0.1:" + server.grpcPort());
    assertThat(ok("project", "list")).contains("shop").doesNotContain("later");
  }

  @Test
  void aSnapshotThatCannotBeTakenLeavesNothingBehind() throws Exception {
    Files.createDirectory(cli.project().resolve("kept"));
    assertThat(failed("server", "snapshot", "kept")).contains("kept: it is a folder");
    assertThat(failed("server", "snapshot", "nowhere/saved.gz"))
        .contains("nowhere: there is no such folder");
    String token = ok("user", "token", "-username=mia", "-role=deployer").strip();
    cli.variable("WAYPOINT_SERVER_TOKEN", token);
    assertThat(failed("server", "snapshot", "saved.gz")).contains("operator");
    try (Stream<Path> files = Files.list(cli.project())) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("kept");
    }
  }

  @Test
  void whatIsNoSnapshotIsRefused() throws Exception {
    Files.writeString(cli.project().resolve("odd.gz"), "odd");
    Result result = cli.run("server", "restore", "odd.gz");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("this is no snapshot");
    assertThat(cli.run("server", "restore", "nowhere.gz").err()).contains("there is no file");
  }

  private String failed(String... words) {
    Result result = cli.run(words);
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(1);
    return result.err();
  }

  private String ok(String... words) {
    Result result = cli.run(words);
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    return result.out() + result.err();
  }
}
