package dev.waypoint.gateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.protocol.v1.AccessServiceGrpc;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.ModifyUserRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.SetTriggerRequest;
import dev.waypoint.protocol.v1.SetTriggerResponse;
import dev.waypoint.protocol.v1.TokenServiceGrpc;
import dev.waypoint.protocol.v1.Trigger;
import dev.waypoint.protocol.v1.TriggerServiceGrpc;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TriggerUrlTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private final List<JobSpec> executed = new CopyOnWriteArrayList<>();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private TestingGateway gateway;
  private TestingWorker worker;

  @BeforeEach
  void start() {
    gateway =
        TestingGateway.start(
            GatewayOptions.embedded(directory)
                .withHttp(Optional.of(new ListenAddress("127.0.0.1", 0))));
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(
                    Project.newBuilder()
                        .setName("shop")
                        .addAllApplications(List.of("web", "worker")))
                .addUpdate("applications")
                .build());
    worker = TestingWorker.start(gateway, "r1", Map.of(), this::execute);
  }

  @AfterEach
  void stop() {
    mayEnd.countDown();
    http.close();
    worker.close();
    gateway.close();
  }

  private String execute(
      TestingWorker runner, AttemptRef attempt, GetJobAssignmentResponse assignment)
      throws InterruptedException {
    JobSpec spec = assignment.getSpec();
    executed.add(spec);
    switch (spec.getOperation()) {
      case BUILD -> {
        runner.print(attempt, 0, "compiling " + spec.getApplication().getApplication());
        mayEnd.await(60, TimeUnit.SECONDS);
        runner.print(attempt, 1, "compiled");
        runner.succeed(attempt, 2);
      }
      case RELEASE ->
          runner
              .agent()
              .deliverResult(
                  DeliverResultRequest.newBuilder()
                      .setAttempt(attempt)
                      .setFailure(
                          Failure.newBuilder().setCode("OPERATION_FAILED").setMessage("no luck"))
                      .build());
      default -> runner.succeed(attempt, 0);
    }
    return "SUCCESS";
  }

  private URI make(String app, Operation operation, boolean open) {
    SetTriggerResponse made =
        TriggerServiceGrpc.newBlockingStub(gateway.asUser())
            .setTrigger(
                SetTriggerRequest.newBuilder()
                    .setTrigger(
                        Trigger.newBuilder()
                            .setApplication(
                                ApplicationRef.newBuilder().setProject("shop").setApplication(app))
                            .setOperation(operation)
                            .setOpen(open))
                    .build());
    assertThat(made.getEndpoint().getTls()).isFalse();
    return URI.create(
        "http://127.0.0.1:%d%s"
            .formatted(made.getEndpoint().getPort(), made.getEndpoint().getPath()));
  }

  private HttpRequest.Builder post(URI url, String body) {
    return HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder authorised(URI url, String body) {
    return post(url, body).header("Authorization", "Bearer " + gateway.token());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }

  private static URI with(URI url, String query) {
    return URI.create(url + "?" + query);
  }

  @Test
  void aTokenForWhatIsNoTriggerIsRefused() {
    assertThatThrownBy(
            () ->
                gateway
                    .tokens()
                    .createUserToken(
                        CreateUserTokenRequest.newBuilder()
                            .setUser("hook")
                            .setTriggerId("deploy-the-web-application-after-each-of-its-pushes")
                            .build()))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("no id of a trigger");
  }

  @Test
  void aTokenForOneTriggerRunsThatAndDoesNothingElse() throws Exception {
    URI own = make("web", Operation.DEPLOY, false);
    URI other = make("worker", Operation.DEPLOY, false);
    String id = own.getPath().substring(own.getPath().lastIndexOf('/') + 1);
    String token =
        gateway
            .tokens()
            .createUserToken(
                CreateUserTokenRequest.newBuilder().setUser("hook").setTriggerId(id).build())
            .getToken();

    assertThat(send(post(own, "").header("Authorization", "Bearer " + token)).statusCode())
        .isEqualTo(202);
    HttpResponse<String> refused = send(post(other, "").header("Authorization", "Bearer " + token));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("is good for running trigger " + id + ", not trigger");
    assertThatThrownBy(
            () ->
                JobServiceGrpc.newBlockingStub(gateway.as(token))
                    .listJobs(ListJobsRequest.getDefaultInstance()))
        .hasMessageContaining("PERMISSION_DENIED")
        .hasMessageContaining("for nothing else");
    assertThatThrownBy(
            () ->
                TokenServiceGrpc.newBlockingStub(gateway.as(token))
                    .createUserToken(CreateUserTokenRequest.getDefaultInstance()))
        .hasMessageContaining("for nothing else");
    try (TestingRunner runner =
        TestingRunner.connect(gateway.as(token), "cli-1", RunnerKind.CLI_RUNNER, Map.of())) {
      assertThat(runner.failure()).hasMessageContaining("for nothing else");
    }
  }

  @Test
  @Tag("behaviour-174")
  void aCallAnswersAtOnceWithOneJobForEachApp() throws Exception {
    HttpResponse<String> response = send(authorised(make("", Operation.BUILD, false), ""));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(json(response).at("/jobs/0/application").asText()).isEqualTo("web");
    assertThat(json(response).at("/jobs/1/application").asText()).isEqualTo("worker");
    assertThat(json(response).at("/jobs/0/job").asText()).hasSize(26);
    Waiting.until(() -> executed.size() == 2);
  }

  @Test
  void theBodyGivesValuesOfVariables() throws Exception {
    String body = "{\"variables\": {\"tag\": \"v2\", \"regions\": [\"eu\", \"us\"], \"n\": 3}}";
    HttpRequest.Builder call = authorised(make("web", Operation.DEPLOY, false), body);

    assertThat(send(call.header("Content-Type", "application/json")).statusCode()).isEqualTo(202);

    Waiting.until(() -> executed.size() == 1);
    assertThat(executed.getFirst().getVariablesList())
        .allMatch(variable -> variable.getSource() == InputVariable.Source.CLI)
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .containsExactlyInAnyOrder("tag=v2", "regions=[\"eu\",\"us\"]", "n=3");
  }

  @Test
  void theBodyOfAWebhookThatSaysNothingToUsIsLeftAside() throws Exception {
    URI url = make("web", Operation.DEPLOY, true);
    assertThat(
            send(post(url, "{\"ref\": \"main\"}").header("Content-Type", "application/json"))
                .statusCode())
        .isEqualTo(202);
    assertThat(
            send(post(url, "payload=x").header("Content-Type", "application/x-www-form-urlencoded"))
                .statusCode())
        .isEqualTo(202);
    HttpResponse<String> broken =
        send(authorised(url, "{\"ref\":").header("Content-Type", "application/json"));
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(json(broken).get("error").asText()).contains("the body is no JSON (line 1");
  }

  @Test
  void theSameKeyAnswersTheSameJob() throws Exception {
    URI url = make("web", Operation.DEPLOY, false);
    HttpResponse<String> first = send(authorised(url, "").header("Idempotency-Key", "delivery-7"));
    HttpResponse<String> second = send(authorised(url, "").header("Idempotency-Key", "delivery-7"));
    assertThat(json(second)).isEqualTo(json(first));
  }

  @Test
  @Tag("behaviour-174")
  void withoutATokenOnlyAnOpenTriggerRuns() throws Exception {
    HttpResponse<String> denied = send(post(make("web", Operation.DEPLOY, false), ""));
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(json(denied).get("error").asText()).contains("needs a token");
    assertThat(send(post(make("web", Operation.DEPLOY, true), "")).statusCode()).isEqualTo(202);
  }

  @Test
  void aTokenMayStandInTheUrlForThoseWhoCanSendNoHeader() throws Exception {
    URI url = make("web", Operation.DEPLOY, false);
    assertThat(send(post(with(url, "token=" + gateway.token()), "")).statusCode()).isEqualTo(202);
    HttpResponse<String> wrong = send(post(with(url, "token=nonsense"), ""));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(json(wrong).get("error").asText()).contains("not readable");
  }

  @Test
  void anUnknownTriggerIsNotFound() throws Exception {
    URI url = make("web", Operation.DEPLOY, false);
    HttpResponse<String> response = send(authorised(url.resolve("01ABC"), ""));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).get("error").asText()).contains("there is no trigger '01ABC'");
  }

  @Test
  void aStreamTellsTheOutputAsItComesAndTheEndInItsLastLine() throws Exception {
    URI url = make("", Operation.BUILD, false);
    HttpResponse<InputStream> response =
        http.send(
            authorised(with(url, "stream=true"), "").build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("» web (job ");
      assertThat(lines.readLine()).isEqualTo("compiling web");

      mayEnd.countDown();

      assertThat(lines.readLine()).isEqualTo("compiled");
      assertThat(lines.lines().toList())
          .contains("compiling worker", "web: succeeded", "worker: succeeded")
          .endsWith("succeeded");
    }
  }

  @Test
  void aStreamEndsWithTheTokenThatOpenedIt() throws Exception {
    assertThat(
            endOfStreamAfter(
                token ->
                    gateway
                        .tokens()
                        .revokeToken(
                            RevokeTokenRequest.newBuilder()
                                .setTokenId(token.getTokenId())
                                .build())))
        .contains("the output is not shown any further", "revoked");
  }

  @Test
  void aStreamEndsOnceItsUserIsLimitedToOtherProjects() throws Exception {
    assertThat(
            endOfStreamAfter(
                token ->
                    AccessServiceGrpc.newBlockingStub(gateway.asUser())
                        .modifyUser(
                            ModifyUserRequest.newBuilder()
                                .setName("ann")
                                .addProjects("web")
                                .build())))
        .contains("the output is not shown any further", "limited to project web");
  }

  private String endOfStreamAfter(Consumer<CreateTokenResponse> change) throws Exception {
    CreateTokenResponse token =
        gateway
            .tokens()
            .createUserToken(CreateUserTokenRequest.newBuilder().setUser("ann").build());
    URI url = with(make("web", Operation.BUILD, false), "stream=true");
    HttpResponse<InputStream> response =
        http.send(
            post(url, "").header("Authorization", "Bearer " + token.getToken()).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("» web (job ");
      assertThat(lines.readLine()).isEqualTo("compiling web");
      change.accept(token);
      return lines.lines().toList().getLast();
    }
  }

  @Test
  void aStreamOfAFailedJobSaysWhy() throws Exception {
    URI url = with(make("web", Operation.RELEASE, false), "stream=true");
    assertThat(send(authorised(url, "")).body().lines().toList())
        .endsWith("web: failed: no luck", "failed");
  }
}
