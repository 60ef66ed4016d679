package dev.waypoint.gateway.job;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.proxy.TaskCompanion;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.target.RunnerId;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Assigns a job as its task is handed to a runner, and sends the assignment along: a round trip
 * less. Only for operations that may be repeated: for the others it counts whether a runner really
 * began, so that one has to ask.
 */
@Singleton
final class SentAssignments implements TaskCompanion {
  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private final Assignments assignments;

  SentAssignments(Assignments assignments) {
    this.assignments = assignments;
  }

  @Override
  public Optional<ByteString> of(RunnerId runnerId, PollActivityTaskQueueResponse task) {
    Payload input = task.getInput().getPayloads(0);
    AttemptInput attempt = CONVERTER.fromPayload(input, AttemptInput.class, AttemptInput.class);
    return assignments.assignAhead(attempt, runnerId).map(GetJobAssignmentResponse::toByteString);
  }
}
