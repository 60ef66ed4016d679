package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.testing.RealCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import dev.waypoint.gateway.boot.ListenAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server and a runner, both real. */
@Timeout(180)
class TriggerCommandsTest {
  private static final String FILE =
      """
      project = "shop"

      variable "tag" {
        type    = string
        default = "latest"
      }

      app "web" {
        build {
          use "exec" {
            command = ["sh", "-c", "echo building web ${var.tag}"]
          }
        }
        deploy {
          use "exec" {
            command = ["true"]
          }
        }
      }

      app "api" {
        build {
          use "exec" {
            command = ["sh", "-c", "echo building api; exit ${var.tag == "bad" ? 3 : 0}"]
          }
        }
        deploy {
          use "exec" {
            command = ["true"]
          }
        }
      }
      """;

  @TempDir private Path directory;
  private final Interrupts interrupts = Interrupts.byHand();
  private GatewayServer server;
  private RealCli cli;
  private CompletableFuture<Result> agent;

  @BeforeEach
  void start() throws Exception {
    server =
        GatewayServer.start(
            GatewayOptions.embedded(directory.resolve("server"))
                .withHttp(Optional.of(new ListenAddress("127.0.0.1", 0))));
    cli = client("user");
    Files.writeString(cli.project().resolve("waypoint.hcl"), FILE);
    RealCli host = client("agent");
    agent =
        CompletableFuture.supplyAsync(
            () -> host.run(interrupts, "runner", "agent", "-id=r1", "-state-dir=" + directory));
    ok("init");
    ok("project", "apply", "-waypoint-hcl=" + cli.project().resolve("waypoint.hcl"), "shop");
  }

  @AfterEach
  void stop() throws Exception {
    interrupts.raise();
    agent.get(60, TimeUnit.SECONDS);
    server.close();
  }

  private RealCli client(String name) {
    RealCli client = new RealCli(directory.resolve(name));
    client.variable("WAYPOINT_SERVER_ADDR", "127.0.0.1:" + server.grpcPort());
    client.variable("WAYPOINT_SERVER_TLS", "false");
    client.variable("WAYPOINT_SERVER_TOKEN", server.localUserToken("tester"));
    return client;
  }

  private String ok(String... words) {
    Result result = cli.run(words);
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    return result.out();
  }

  private String create(String... more) {
    String[] words = new String[more.length + 2];
    words[0] = "trigger";
    words[1] = "create";
    System.arraycopy(more, 0, words, 2, more.length);
    Matcher id = Pattern.compile("[0-9A-Z]{26}").matcher(ok(words));
    assertThat(id.find()).isTrue();
    return id.group();
  }

  @Test
  @Tag("behaviour-174")
  void aTriggerIsMadeRunWithOtherValuesAndItsJobsAreShown() {
    String id = create("-op=build", "-name=nightly", "-var=tag=v1", "-trigger-tag=ci");

    String first = ok("trigger", "run", id);
    assertThat(first).contains("building web v1", "building api", "tag\tv1\tstring\tcli");

    Result second = cli.run("trigger", "run", "-var=tag=bad", "nightly");
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.out()).contains("building web bad");
    assertThat(second.err()).contains("build of api failed");

    assertThat(ok("trigger", "run", "-detach", id)).contains("web is queued as job");
    assertThat(ok("job", "list")).contains("Build");
  }

  @Test
  void whatIsMadeTellsHowToRunIt() {
    String out = ok("trigger", "create", "-op=deploy", "-app=web", "-no-auth");
    assertThat(out)
        .contains("the trigger deploy-web (", "waypoint trigger run ")
        .contains("curl -X POST http://127.0.0.1:" + server.httpPort().orElseThrow());
  }

  @Test
  void triggersAreListedInspectedChangedAndDeleted() {
    String id = create("-op=destroy-deployment", "-deployment-id=3", "-app=web", "-w=prod");

    assertThat(ok("trigger", "list")).contains(id, "destroy of deployment 3", "prod", "never");
    assertThat(ok("trigger", "list", "-trigger-tag=none")).doesNotContain(id);
    ok("trigger", "update", "-id=" + id, "-op=up", "-name=everything", "-no-auth");
    assertThat(ok("trigger", "inspect", "everything"))
        .contains("Operation: up", "Application: web", "Workspace: prod", "Needs A Token: no");
    assertThat(ok("trigger", "inspect", "-json", id)).contains("\"operation\": \"UP\"");
    ok("trigger", "delete", id);
    assertThat(cli.run("trigger", "inspect", id).err()).contains("there is no trigger");
  }

  @Test
  void whatIsMissingOrUnknownIsSaid() {
    assertThat(cli.run("trigger", "create").err()).contains("missing option: -op=OPERATION");
    assertThat(cli.run("trigger", "create", "-op=dance").err())
        .contains("-op=dance: there is no such operation; there are build, push");
    assertThat(cli.run("trigger", "create", "-op=destroy-deployment", "-app=web").err())
        .contains("needs the deployment: -deployment-id=NUMBER");
  }
}
