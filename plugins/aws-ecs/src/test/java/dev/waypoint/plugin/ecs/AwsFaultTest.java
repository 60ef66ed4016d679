package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskException.Kind;
import dev.waypoint.sdk.task.TaskName;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsFaultTest {
  @BeforeEach
  void setCredentials() {
    MiniStack.setCredentials();
  }

  @AfterEach
  void clearCredentials() {
    MiniStack.clearCredentials();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | ClientException           | Fargate requires task definition to have execution role"
            + " | NOT_RETRYABLE",
        "400 | InvalidParameterException | No Fargate configuration exists for given values       "
            + " | NOT_RETRYABLE",
        "400 | ClusterNotFoundException  | Cluster not found.                                     "
            + " | NOT_RETRYABLE",
        "400 | AccessDeniedException     | User is not authorized to perform:"
            + " ecs:ListTaskDefinitions | NOT_RETRYABLE",
        "400 | UnrecognizedClientException | The security token included in the request is invalid"
            + " | NOT_RETRYABLE",
        "400 | ClientException           | Capacity is unavailable at this time. Please try again"
            + " later | RETRYABLE",
        "400 | ClientException           | You've reached the limit on the number of vCPUs you can"
            + " run concurrently | RETRYABLE",
        "400 | ClientException           | Too many concurrent attempts to create a new revision  "
            + " | RETRYABLE",
        "400 | ThrottlingException       | Rate exceeded                                          "
            + " | RETRYABLE",
        "400 | LimitExceededException    | The limit for the resource has been exceeded           "
            + " | RETRYABLE",
        "500 | ServerException           | Service Unavailable. Please try again later.           "
            + " | RETRYABLE"
      })
  void whatAwsSaysIsPassedOnAndToldApart(int status, String code, String said, Kind kind) {
    TaskException told =
        ask(status, "{\"__type\": \"%s\", \"message\": \"%s\"}".formatted(code, said));
    assertThat(told).hasMessageContaining(said).hasMessageContaining(code);
    assertThat(told)
        .hasMessageStartingWith("cannot list the task definitions of waypoint-runner-a-task: ");
    assertThat(told.kind()).isEqualTo(kind);
  }

  @Test
  void aMissingRightPointsToThePolicy() {
    TaskException told =
        ask(400, "{\"__type\": \"AccessDeniedException\", \"message\": \"not authorized\"}");
    assertThat(told).hasMessageContaining("iam-policy.json");
  }

  @Test
  void anEndpointThatDoesNotAnswerMayBeAskedAgain() {
    LauncherConfig config =
        TestingAws.config(Map.of("endpoint", "http://127.0.0.1:9", "region", "eu-west-1"));
    assertThatExceptionOfType(AwsFault.class)
        .isThrownBy(
            () -> {
              try (Aws aws = Aws.connect(config)) {
                new Definitions(aws).exists(new TaskName("a-task"));
              }
            })
        .withMessageContaining("AWS does not answer")
        .satisfies(e -> assertThat(e.toTaskException().kind()).isEqualTo(Kind.RETRYABLE));
  }

  private static TaskException ask(int status, String answer) {
    LauncherConfig config = TestingAws.config(Map.of("region", "eu-west-1"));
    try (Aws aws =
        Aws.connect(config.endpoint(), config.region(), new TestingHttp(status, answer))) {
      new Definitions(aws).exists(new TaskName("a-task"));
      throw new AssertionError("nothing was refused");
    } catch (AwsFault e) {
      return e.toTaskException();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
