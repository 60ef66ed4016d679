package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.AdoptionRuleServiceGrpc.AdoptionRuleServiceImplBase;
import dev.waypoint.protocol.v1.DeleteAdoptionRuleRequest;
import dev.waypoint.protocol.v1.DeleteAdoptionRuleResponse;
import dev.waypoint.protocol.v1.ListAdoptionRulesRequest;
import dev.waypoint.protocol.v1.ListAdoptionRulesResponse;
import dev.waypoint.protocol.v1.SetAdoptionRuleRequest;
import dev.waypoint.protocol.v1.SetAdoptionRuleResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Making and ending the rules by which runners are adopted. */
@Singleton
public final class AdoptionRuleGrpc extends AdoptionRuleServiceImplBase {
  private final AdoptionRuleStore store;
  private final AutoAdoption adoption;
  private final RunnerRegistry registry;
  private final AuditLog audit;
  private final Clock clock;

  AdoptionRuleGrpc(
      AdoptionRuleStore store,
      AutoAdoption adoption,
      RunnerRegistry registry,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.adoption = adoption;
    this.registry = registry;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void setAdoptionRule(
      SetAdoptionRuleRequest request, StreamObserver<SetAdoptionRuleResponse> observer) {
    AdoptionRule rule = rule(request.getRule());
    boolean created = store.save(rule);
    audit.record(AuditAction.RULE_SET, rule.name(), rule.describe());
    SetAdoptionRuleResponse.Builder response =
        SetAdoptionRuleResponse.newBuilder().setRule(toProto(rule)).setCreated(created);
    for (RunnerEntry entry : registry.entries()) {
      if (entry.row().adoption() == Adoption.PENDING && entry.row().online(clock.instant())) {
        RunnerRow after = registry.change(entry, adoption::apply);
        if (after.adoption() == Adoption.ADOPTED) {
          response.addAdopted(after.id().value());
        }
      }
    }
    Replies.send(observer, response.build());
  }

  @Override
  public void listAdoptionRules(
      ListAdoptionRulesRequest request, StreamObserver<ListAdoptionRulesResponse> observer) {
    ListAdoptionRulesResponse.Builder response = ListAdoptionRulesResponse.newBuilder();
    store.all().stream().map(AdoptionRuleGrpc::toProto).forEach(response::addRules);
    Replies.send(observer, response.build());
  }

  @Override
  public void deleteAdoptionRule(
      DeleteAdoptionRuleRequest request, StreamObserver<DeleteAdoptionRuleResponse> observer) {
    if (!store.delete(request.getName())) {
      throw ApiException.notFound(
          "no rule is called '%s': 'waypoint runner rule list' shows those that are there",
          request.getName());
    }
    audit.record(AuditAction.RULE_DELETE, request.getName(), "");
    Replies.send(observer, DeleteAdoptionRuleResponse.getDefaultInstance());
  }

  private AdoptionRule rule(dev.waypoint.protocol.v1.AdoptionRule proto) {
    if (proto.getName().isBlank() || proto.getName().length() > 255) {
      throw ApiException.invalid("a rule needs a name of up to 255 characters");
    }
    if (proto.getLabelsCount() == 0 && proto.getSourcesCount() == 0) {
      throw ApiException.invalid(
          "rule '%s' would adopt every runner that knows the cookie: give it a label or a source",
          proto.getName());
    }
    for (String source : proto.getSourcesList()) {
      try {
        NetworkBlock.parse(source);
      } catch (IllegalArgumentException e) {
        throw ApiException.invalid("%s", e.getMessage());
      }
    }
    return new AdoptionRule(
        proto.getName(),
        proto.getLabelsMap(),
        proto.getSourcesList(),
        Caller.current().describe(),
        clock.instant());
  }

  private static dev.waypoint.protocol.v1.AdoptionRule toProto(AdoptionRule rule) {
    return dev.waypoint.protocol.v1.AdoptionRule.newBuilder()
        .setName(rule.name())
        .putAllLabels(rule.labels())
        .addAllSources(rule.sources())
        .setCreatedBy(rule.createdBy())
        .setCreated(Protos.time(rule.createdAt()))
        .build();
  }
}
