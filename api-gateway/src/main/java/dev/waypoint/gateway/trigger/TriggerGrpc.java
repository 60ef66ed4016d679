package dev.waypoint.gateway.trigger;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.DeleteTriggerRequest;
import dev.waypoint.protocol.v1.DeleteTriggerResponse;
import dev.waypoint.protocol.v1.GetTriggerRequest;
import dev.waypoint.protocol.v1.GetTriggerResponse;
import dev.waypoint.protocol.v1.ListTriggersRequest;
import dev.waypoint.protocol.v1.ListTriggersResponse;
import dev.waypoint.protocol.v1.RunTriggerRequest;
import dev.waypoint.protocol.v1.RunTriggerResponse;
import dev.waypoint.protocol.v1.SetTriggerRequest;
import dev.waypoint.protocol.v1.SetTriggerResponse;
import dev.waypoint.protocol.v1.Trigger;
import dev.waypoint.protocol.v1.TriggerServiceGrpc.TriggerServiceImplBase;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Triggers for clients; without the values of their variables. */
@Singleton
public final class TriggerGrpc extends TriggerServiceImplBase {
  private final Triggers triggers;
  private final TriggerStore store;
  private final TriggerRuns runs;
  private final Projects projects;
  private final TriggerUrls urls;
  private final AuditLog audit;
  private final Clock clock;

  TriggerGrpc(
      Triggers triggers,
      TriggerStore store,
      TriggerRuns runs,
      Projects projects,
      TriggerUrls urls,
      AuditLog audit,
      Clock clock) {
    this.triggers = triggers;
    this.store = store;
    this.runs = runs;
    this.projects = projects;
    this.urls = urls;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void setTrigger(SetTriggerRequest request, StreamObserver<SetTriggerResponse> observer) {
    boolean created = request.getTrigger().getId().isEmpty();
    Trigger trigger = created ? fresh(request.getTrigger()) : changed(request);
    String project = trigger.getApplication().getProject();
    if (project.isBlank()) {
      throw ApiException.invalid("a trigger needs a project: -project");
    }
    ProjectAccess.require(project);
    Trigger complete = TriggerRules.completed(trigger);
    TriggerRules.check(complete, projects.require(project));
    store.save(complete.toBuilder().clearLastRun().build());
    audit.record(
        AuditAction.TRIGGER_SET,
        complete.getId(),
        "%s of project %s".formatted(TriggerRules.word(complete.getOperation()), project)
            + (complete.getOpen() ? ", needs no token" : ""));
    Replies.send(
        observer,
        SetTriggerResponse.newBuilder()
            .setTrigger(TriggerRules.shown(complete))
            .setCreated(created)
            .setEndpoint(urls.endpoint(complete.getId()))
            .build());
  }

  @Override
  public void getTrigger(GetTriggerRequest request, StreamObserver<GetTriggerResponse> observer) {
    Trigger trigger = triggers.require(request.getId());
    Replies.send(
        observer,
        GetTriggerResponse.newBuilder()
            .setTrigger(TriggerRules.shown(trigger))
            .setEndpoint(urls.endpoint(trigger.getId()))
            .build());
  }

  @Override
  public void listTriggers(
      ListTriggersRequest request, StreamObserver<ListTriggersResponse> observer) {
    ListTriggersResponse.Builder response = ListTriggersResponse.newBuilder();
    store.all().stream()
        .filter(trigger -> ProjectAccess.allows(trigger.getApplication().getProject()))
        .filter(trigger -> matches(request, trigger))
        .sorted(
            Comparator.comparing((Trigger trigger) -> trigger.getApplication().getProject())
                .thenComparing(Trigger::getName))
        .map(TriggerRules::shown)
        .forEach(response::addTriggers);
    Replies.send(observer, response.build());
  }

  @Override
  public void deleteTrigger(
      DeleteTriggerRequest request, StreamObserver<DeleteTriggerResponse> observer) {
    Trigger trigger = triggers.require(request.getId());
    store.delete(trigger.getId());
    audit.record(AuditAction.TRIGGER_DELETE, trigger.getId(), trigger.getName());
    Replies.send(
        observer,
        DeleteTriggerResponse.newBuilder().setTrigger(TriggerRules.shown(trigger)).build());
  }

  @Override
  public void runTrigger(RunTriggerRequest request, StreamObserver<RunTriggerResponse> observer) {
    Replies.send(observer, runs.run(request));
  }

  @Override
  public void runOpenTrigger(
      RunTriggerRequest request, StreamObserver<RunTriggerResponse> observer) {
    Replies.send(observer, runs.runOpen(request));
  }

  private Trigger fresh(Trigger wanted) {
    return wanted.toBuilder()
        .setId(Ids.next())
        .setCreated(Protos.time(clock.instant()))
        .setCreatedBy(Caller.current().describe())
        .build();
  }

  private Trigger changed(SetTriggerRequest request) {
    Trigger current = triggers.require(request.getTrigger().getId());
    return TriggerRules.merge(current, request.getTrigger(), request.getUpdateList());
  }

  private static boolean matches(ListTriggersRequest request, Trigger trigger) {
    List<String> tags = request.getTagsList();
    return isEither(request.getProject(), trigger.getApplication().getProject())
        && isEither(request.getApplication(), trigger.getApplication().getApplication())
        && isEither(request.getWorkspace(), trigger.getWorkspace())
        && (tags.isEmpty() || tags.stream().anyMatch(trigger.getTagsList()::contains));
  }

  private static boolean isEither(String wanted, String actual) {
    return wanted.isEmpty() || wanted.equals(actual);
  }
}
