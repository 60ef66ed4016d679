package dev.waypoint.gateway.profile;

import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Project;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What a job's waypoint.hcl says about its runner profile. */
@Singleton
public final class HclProfiles {
  /**
   * @param name evaluated
   * @param file where it is written
   */
  record Selected(String name, String file) {}

  Optional<Selected> select(JobSpec spec, Optional<Project> project) {
    return Optional.empty();
  }
}
