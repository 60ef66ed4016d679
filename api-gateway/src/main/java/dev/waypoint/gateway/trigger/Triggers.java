package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.job.ServerJobs;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.RunTriggerRequest;
import dev.waypoint.protocol.v1.Trigger;
import dev.waypoint.protocol.v1.TriggeredJob;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds triggers and runs them. */
@Singleton
final class Triggers {
  private final TriggerStore store;
  private final Projects projects;
  private final ServerJobs jobs;
  private final Clock clock;

  Triggers(TriggerStore store, Projects projects, ServerJobs jobs, Clock clock) {
    this.store = store;
    this.projects = projects;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * By id, or by a name that only one has of those that the caller may see.
   *
   * @throws ApiException NOT_FOUND, PERMISSION_DENIED for one of a project that is not the caller's
   */
  Trigger require(String reference) {
    Optional<Trigger> byId = byId(reference);
    if (byId.isPresent()) {
      ProjectAccess.require(byId.get().getApplication().getProject());
      return byId.get();
    }
    List<Trigger> named =
        store.all().stream()
            .filter(trigger -> trigger.getName().equals(reference))
            .filter(trigger -> ProjectAccess.allows(trigger.getApplication().getProject()))
            .toList();
    if (named.size() > 1) {
      throw ApiException.invalid(
          "%d triggers have the name '%s': give the id of one: %s",
          named.size(), reference, String.join(", ", named.stream().map(Trigger::getId).toList()));
    }
    return named.stream().findFirst().orElseThrow(() -> unknown(reference));
  }

  /**
   * One that needs no token.
   *
   * @throws ApiException NOT_FOUND; PERMISSION_DENIED when it does need one
   */
  Trigger requireOpen(String id) {
    Trigger trigger = byId(id).orElseThrow(() -> unknown(id));
    if (!trigger.getOpen()) {
      throw ApiException.denied(
          "trigger %s needs a token: send the header 'Authorization: Bearer TOKEN' with one that"
              + " 'waypoint user token -role=deployer' makes",
          trigger.getId());
    }
    return trigger;
  }

  /**
   * Queues its jobs, all or none.
   *
   * @throws ApiException when one of them could not be executed
   */
  List<TriggeredJob> run(Trigger trigger, RunTriggerRequest request, String by) {
    TriggerRules.checkVariables(request.getVariablesList());
    List<String> apps = applications(trigger);
    List<JobSpec> specs =
        apps.stream().map(app -> spec(trigger, app, request)).map(JobSpec.Builder::build).toList();
    List<ServerJobs.Accepted> accepted =
        jobs.queueAll(specs, "%s (trigger %s)".formatted(by, trigger.getName()));
    store.ran(trigger.getId(), clock.instant());
    List<TriggeredJob> triggered = new ArrayList<>();
    for (int i = 0; i < apps.size(); i++) {
      triggered.add(
          TriggeredJob.newBuilder()
              .setApplication(apps.get(i))
              .setJobId(accepted.get(i).jobId())
              .addAllWarnings(accepted.get(i).warnings())
              .build());
    }
    return triggered;
  }

  private Optional<Trigger> byId(String id) {
    return store.find(id.toUpperCase(Locale.ROOT));
  }

  private static ApiException unknown(String reference) {
    return ApiException.notFound(
        "there is no trigger '%s': 'waypoint trigger list' shows those that are", reference);
  }

  /** An empty name stands for the project as a whole. */
  private List<String> applications(Trigger trigger) {
    String app = trigger.getApplication().getApplication();
    if (trigger.getOperation() == Operation.INIT) {
      return List.of("");
    }
    if (!app.isEmpty()) {
      return List.of(app);
    }
    String project = trigger.getApplication().getProject();
    List<String> all = projects.require(project).getApplicationsList();
    if (all.isEmpty()) {
      throw ApiException.refused(
          "project '%s' has no apps yet: 'waypoint init' makes those of its waypoint.hcl known",
          project);
    }
    return all;
  }

  private static JobSpec.Builder spec(Trigger trigger, String app, RunTriggerRequest request) {
    JobSpec.Builder spec =
        JobSpec.newBuilder()
            .setApplication(
                ApplicationRef.newBuilder()
                    .setProject(trigger.getApplication().getProject())
                    .setApplication(app))
            .setWorkspace(trigger.getWorkspace())
            .setOperation(trigger.getOperation())
            .setOptions(trigger.getOptions())
            .putAllLabels(trigger.getLabelsMap())
            .putLabels(TriggerRules.LABEL, trigger.getId())
            .addAllVariables(variables(trigger.getVariablesList(), request.getVariablesList()));
    if (!request.getRequestId().isEmpty()) {
      spec.setRequestId(requestId(trigger, app, request.getRequestId()));
    }
    if (trigger.getOpen()) {
      // whoever knows the id may call as often as he likes: of what waits, only the last one does
      spec.setSingletonId("trigger/%s/%s".formatted(trigger.getId(), hash(app)));
    }
    return spec;
  }

  private static Collection<InputVariable> variables(
      List<InputVariable> own, List<InputVariable> given) {
    Map<String, InputVariable> all = new LinkedHashMap<>();
    own.forEach(variable -> all.put(variable.getName(), variable));
    given.forEach(variable -> all.put(variable.getName(), variable));
    return all.values();
  }

  private static String requestId(Trigger trigger, String app, String request) {
    return "trigger/%s/%s".formatted(trigger.getId(), hash(request + "\n" + app));
  }

  private static UUID hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
