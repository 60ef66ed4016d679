package dev.waypoint.gateway.config;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.ConfigTarget;
import dev.waypoint.protocol.v1.ConfigVariable;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of jobs: what they are given, and what they tell. */
@Singleton
public final class JobConfig {
  private static final Comparator<ConfigSource> BROADEST_FIRST =
      Comparator.comparing((ConfigSource source) -> !source.getProject().isEmpty())
          .thenComparing(source -> !source.getApplication().isEmpty())
          .thenComparing(source -> !source.getWorkspace().isEmpty());

  private final ConfigStore store;

  JobConfig(ConfigStore store) {
    this.store = store;
  }

  /** What is for somebody. */
  public record Owner(String project, String application, String workspace) {
    private boolean isMeant(String inProject, String inApplication, String inWorkspace) {
      return (inProject.isEmpty() || inProject.equals(project))
          && (inApplication.isEmpty() || inApplication.equals(application))
          && (inWorkspace.isEmpty() || inWorkspace.equalsIgnoreCase(workspace));
    }
  }

  /** Adds what may concern a job on a runner; labels are decided where they are known. */
  public void addTo(GetJobAssignmentResponse.Builder response, Owner job, RunnerId runner) {
    store.recentVariables(job.project()).stream()
        .filter(variable -> concerns(variable.getTarget(), job, runner))
        .forEach(response::addConfig);
    Map<String, ConfigSource> sources = new TreeMap<>();
    store.recentSources(job.project()).stream()
        .filter(
            source ->
                job.isMeant(source.getProject(), source.getApplication(), source.getWorkspace()))
        .sorted(BROADEST_FIRST)
        .forEach(source -> sources.put(source.getType(), source));
    response.addAllConfigSources(sources.values());
  }

  private static boolean concerns(ConfigTarget target, Owner job, RunnerId runner) {
    boolean somebodyElse =
        target.hasRunner()
            && !target.getRunner().isEmpty()
            && !target.getRunner().equals(runner.value());
    return !somebodyElse
        && job.isMeant(target.getProject(), target.getApplication(), target.getWorkspace());
  }

  /**
   * Takes what a job read in waypoint.hcl.
   *
   * @throws ApiException INVALID_ARGUMENT for values that are not for the job's project
   */
  public void sync(Owner job, Collection<ConfigVariable> variables) {
    List<ConfigVariable> owned = variables.stream().map(variable -> owned(job, variable)).toList();
    owned.forEach(ConfigRules::check);
    store.change(owned, List.of());
  }

  private static ConfigVariable owned(Owner job, ConfigVariable variable) {
    return variable.toBuilder()
        .setTarget(variable.getTarget().toBuilder().setProject(job.project()))
        .build();
  }
}
