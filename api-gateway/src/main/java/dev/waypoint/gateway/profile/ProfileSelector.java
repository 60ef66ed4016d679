package dev.waypoint.gateway.profile;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Chooses the runner profile of a job: the one that the job names, else the application's stanza,
 * the project's stanza, the project's record, and at last the default profile.
 */
@Singleton
public final class ProfileSelector {
  private final Profiles profiles;
  private final HclProfiles hclProfiles;

  public ProfileSelector(Profiles profiles, HclProfiles hclProfiles) {
    this.profiles = profiles;
    this.hclProfiles = hclProfiles;
  }

  /**
   * Empty: no profile applies; the target runner executes the job itself. The default profile is
   * only for jobs that are for any runner.
   *
   * @throws ApiException NOT_FOUND when a named profile is not there, INVALID_ARGUMENT when
   *     waypoint.hcl cannot be evaluated
   */
  public Optional<Profile> select(
      JobSpec spec, Optional<Project> project, Optional<TargetRunner> target) {
    if (!spec.getProfile().isBlank()) {
      return Optional.of(profiles.require(spec.getProfile()));
    }
    Optional<HclProfiles.Selected> inFile = hclProfiles.select(spec, project);
    if (inFile.isPresent()) {
      return Optional.of(require(inFile.get()));
    }
    Optional<String> ofProject =
        project.map(Project::getRunnerProfile).filter(name -> !name.isBlank());
    if (ofProject.isPresent()) {
      return Optional.of(profiles.require(ofProject.get()));
    }
    boolean forAny = target.isEmpty() || target.get() instanceof TargetRunner.Any;
    return forAny ? profiles.defaultProfile() : Optional.empty();
  }

  private Profile require(HclProfiles.Selected selected) {
    return profiles
        .find(selected.name())
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "%s (named in %s)",
                    profiles.notFound(selected.name()).getMessage(), selected.origin()));
  }
}
