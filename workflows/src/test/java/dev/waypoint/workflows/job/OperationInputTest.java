package dev.waypoint.workflows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.testing.Jobs;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What travels survives the journey. */
class OperationInputTest {
  private final DataConverter converter = GlobalDataConverter.get();

  @Test
  void everyKindOfTargetTravels() {
    List<TargetRunner> targets =
        List.of(
            new TargetRunner.Any(),
            new TargetRunner.ById(new RunnerId("r 1")),
            TargetRunner.ByLabels.of(Map.of("b", "2", "a", "1")));

    for (TargetRunner target : targets) {
      OperationInput input =
          Jobs.onDemand().withTarget(target).withQueueTimeout(Duration.ofMillis(1500)).input();
      assertThat(roundTrip(input)).isEqualTo(input);
    }
  }

  @Test
  void aContinuationTravels() {
    Instant now = Instant.ofEpochMilli(1_700_000_000_123L);
    OperationInput input =
        Jobs.direct()
            .input()
            .withSearchAttributes(true)
            .continuedBy(
                new Continuation(3, now, List.of(new UnstoppedTask(2, "r1", now)), "TASK_EXITED"));

    assertThat(roundTrip(input)).isEqualTo(input);
  }

  @Test
  void anInputOfAnOlderGatewayIsUnderstood() {
    String older =
        """
        {"jobId":"01K","operation":"build","mode":"STATIC","target":{"type":"any"},
         "retryRule":"REPEATABLE","firstAttempt":1,"maxAttempts":3,"connectTimeout":60,
         "operationTimeout":3600,"cancelGrace":30,"somethingNew":true}
        """;
    Payload payload =
        converter.toPayload(Map.of()).orElseThrow().toBuilder()
            .setData(ByteString.copyFromUtf8(older))
            .build();

    OperationInput input =
        converter.fromPayload(payload, OperationInput.class, OperationInput.class);

    assertThat(input.searchAttributes()).isFalse();
    assertThat(input.continuation()).isNull();
    assertThat(input.queueTimeout()).isNull();
    assertThat(input.cancelGrace()).isEqualTo(Duration.ofSeconds(30));
  }

  private OperationInput roundTrip(OperationInput input) {
    Payload payload = converter.toPayload(input).orElseThrow();
    return converter.fromPayload(payload, OperationInput.class, OperationInput.class);
  }
}
