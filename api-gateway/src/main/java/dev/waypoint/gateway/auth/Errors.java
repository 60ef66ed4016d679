package dev.waypoint.gateway.auth;

import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Outages;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one mapping of exceptions to gRPC statuses. */
public final class Errors {
  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  /** What a call to the engine ends with while it is away. */
  private static final Set<Status.Code> PASSING =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

  private Errors() {}

  /**
   * A status that a caller may see. What nobody foresaw is logged under an id, and the caller gets
   * the id only.
   */
  public static Status toStatus(Throwable error) {
    return switch (error) {
      case ApiException e -> Status.fromCode(e.code()).withDescription(e.getMessage());
      case StatusRuntimeException e when PASSING.contains(e.getStatus().getCode()) ->
          Status.UNAVAILABLE.withDescription(
              "the workflow engine does not answer at the moment (%s): try again"
                  .formatted(e.getStatus().getCode()));
      case RuntimeException e when Outages.isOne(e) -> {
        log.warn("the database does not answer: {}", e.toString());
        yield Status.UNAVAILABLE.withDescription(
            "the server's database does not answer at the moment: try again");
      }
      default -> unforeseen(error);
    };
  }

  private static Status unforeseen(Throwable error) {
    String id = Ids.next();
    log.error("internal error {}", id, error);
    return Status.INTERNAL.withDescription(
        "internal error %s: the server's log tells more under this id".formatted(id));
  }
}
