package dev.waypoint.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.RetryRule;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.testing.Jobs;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole histories: ids, codes, states and times, and nothing else. */
class HistoryContentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern RUNNER = Pattern.compile("static-1|odr-01kan[0-9a-z]{21}-[0-9]");
  private static final Pattern SUMMARY = Pattern.compile("build, attempt [0-9]");
  private static final Pattern MESSAGE =
      Pattern.compile(
          "attempt [0-9]|platform|[A-Za-z]+ failed unexpectedly|activity [A-Za-z]+.*timeout.*|");
  private static final Set<String> WORDS = words();

  /** What payloads may have fields for. */
  private static final Set<String> FIELDS =
      Set.of(
          "jobId",
          "operation",
          "mode",
          "target",
          "type",
          "retryRule",
          "firstAttempt",
          "maxAttempts",
          "queueTimeout",
          "connectTimeout",
          "operationTimeout",
          "cancelGrace",
          "searchAttributes",
          "warm",
          "continuation",
          "attempt",
          "attempts",
          "code",
          "cause",
          "runnerId",
          "launcherId",
          "exitCode",
          "force");

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void aRecordedHistoryHoldsIdsCodesAndStatesOnly(Scenario scenario) {
    check(HistoryReplayTest.recorded(scenario));
  }

  @ParameterizedTest
  @EnumSource(
      value = Scenario.class,
      names = {
        "STATIC_SUCCESS",
        "ON_DEMAND_SUCCESS",
        "ON_DEMAND_READY_RUNNER",
        "CANCELLED",
        "DEFECT"
      })
  void aFreshHistoryHoldsIdsCodesAndStatesOnly(Scenario scenario) {
    check(scenario.play());
  }

  @Test
  void aSecretWouldBeFound() {
    String leaking =
        HistoryReplayTest.recorded(Scenario.DEFECT)
            .replace("RunJob failed unexpectedly", "password=hunter2");

    assertThat(findings(leaking)).containsExactly("message password=hunter2");
  }

  private static void check(String history) {
    assertThat(findings(history)).isEmpty();
    assertThat(history).doesNotContain("hunter2", "AKIA", "stackTrace");
  }

  /** Everything that should not be there. */
  private static List<String> findings(String history) {
    List<String> findings = new ArrayList<>();
    WorkflowExecutionHistory.fromJson(history)
        .getEvents()
        .forEach(
            event ->
                visit(
                    event,
                    message -> {
                      if (message instanceof Payload payload) {
                        checkPayload(payload, findings);
                      }
                      if (message instanceof Failure failure) {
                        checkFailure(failure, findings);
                      }
                    }));
    return findings;
  }

  private static void checkPayload(Payload payload, List<String> findings) {
    try {
      if (!payload.getData().isEmpty()) {
        checkValue(JSON.readTree(payload.getData().toByteArray()), findings);
      }
    } catch (IOException e) {
      findings.add("not JSON " + payload.getData().toStringUtf8());
    }
  }

  private static void checkValue(JsonNode node, List<String> findings) {
    node.properties()
        .forEach(
            field -> {
              if (!FIELDS.contains(field.getKey()) && !isLocalActivityMeta(node)) {
                findings.add("field " + field.getKey());
              }
              checkValue(field.getValue(), findings);
            });
    if (node.isArray()) {
      node.forEach(element -> checkValue(element, findings));
    }
    if (node.isTextual() && !isHarmless(node.asText())) {
      findings.add("text " + node.asText());
    }
  }

  private static boolean isLocalActivityMeta(JsonNode node) {
    return node.has("firstSkd");
  }

  private static boolean isHarmless(String text) {
    return WORDS.contains(text)
        || RUNNER.matcher(text).matches()
        || SUMMARY.matcher(text).matches()
        || text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  private static void checkFailure(Failure failure, List<String> findings) {
    if (!MESSAGE.matcher(failure.getMessage()).matches()) {
      findings.add("message " + failure.getMessage());
    }
    if (!failure.getStackTrace().isEmpty()) {
      findings.add("stack trace " + failure.getStackTrace());
    }
  }

  private static void visit(Message message, Consumer<Message> visitor) {
    visitor.accept(message);
    for (var field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      List<?> values =
          field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
      values.forEach(value -> visit((Message) value, visitor));
    }
  }

  private static Set<String> words() {
    Set<String> words = new HashSet<>();
    words.addAll(Set.of("SUCCESS", "any", "build", Jobs.ID.value()));
    words.addAll(Set.of("BeginAttempt", "EndJob", "HasBegun", "MayRepeat", "ClaimRunner"));
    words.add("repeatable-steps");
    Stream.of(FailureCode.values(), RunnerMode.values(), RetryRule.values())
        .flatMap(Arrays::stream)
        .forEach(value -> words.add(((Enum<?>) value).name()));
    return words;
  }
}
