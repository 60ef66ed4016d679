package dev.waypoint.workflows.job;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** By what jobs can be searched in the Temporal Web UI. All are keywords. */
public final class SearchAttributes {
  public static final SearchAttributeKey<String> PROJECT = keyword("WaypointProject");
  public static final SearchAttributeKey<String> APPLICATION = keyword("WaypointApplication");
  public static final SearchAttributeKey<String> WORKSPACE = keyword("WaypointWorkspace");
  public static final SearchAttributeKey<String> OPERATION = keyword("WaypointOperation");

  /** The runner that executed the job; set when the job ends. */
  public static final SearchAttributeKey<String> RUNNER = keyword("WaypointRunner");

  /** {@code QUEUED} from the starter; the code of the {@link OperationOutcome} at the end. */
  public static final SearchAttributeKey<String> STATE = keyword("WaypointState");

  /** All of them, for registration with an engine. */
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(PROJECT, APPLICATION, WORKSPACE, OPERATION, RUNNER, STATE);

  private SearchAttributes() {}

  private static SearchAttributeKey<String> keyword(String name) {
    return SearchAttributeKey.forKeyword(name);
  }
}
