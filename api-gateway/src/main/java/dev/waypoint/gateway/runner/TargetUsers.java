package dev.waypoint.gateway.runner;

import dev.waypoint.workflows.target.RunnerId;
import java.util.List;

/** Who names runners in targets. */
public interface TargetUsers {
  /** Names of the profiles whose target is this runner's id. */
  List<String> profilesNaming(RunnerId id);
}
