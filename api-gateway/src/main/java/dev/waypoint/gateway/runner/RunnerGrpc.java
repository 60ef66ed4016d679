package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.token.Labels;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.protocol.v1.AdoptRunnerRequest;
import dev.waypoint.protocol.v1.AdoptRunnerResponse;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.DrainRunnerResponse;
import dev.waypoint.protocol.v1.ForgetRunnerRequest;
import dev.waypoint.protocol.v1.ForgetRunnerResponse;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.GetRunnerResponse;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.ListRunnersResponse;
import dev.waypoint.protocol.v1.RejectRunnerRequest;
import dev.waypoint.protocol.v1.RejectRunnerResponse;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerServiceGrpc.RunnerServiceImplBase;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What operators ask of and do to runners. */
@Singleton
public final class RunnerGrpc extends RunnerServiceImplBase {
  private final RunnerRegistry registry;
  private final TargetUsers targetUsers;
  private final Tokens tokens;
  private final AuditLog audit;
  private final Clock clock;

  RunnerGrpc(
      RunnerRegistry registry,
      TargetUsers targetUsers,
      Tokens tokens,
      AuditLog audit,
      Clock clock) {
    this.audit = audit;
    this.registry = registry;
    this.targetUsers = targetUsers;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public void listRunners(
      ListRunnersRequest request, StreamObserver<ListRunnersResponse> observer) {
    ListRunnersResponse.Builder response = ListRunnersResponse.newBuilder();
    registry.runners(request.getAllKinds()).stream()
        .filter(row -> !request.getPendingOnly() || row.adoption() == Adoption.PENDING)
        .filter(row -> row.labels().entrySet().containsAll(request.getLabelsMap().entrySet()))
        .sorted(Comparator.comparing(RunnerRow::id))
        .map(this::toProto)
        .forEach(response::addRunners);
    Replies.send(observer, response.build());
  }

  @Override
  public void getRunner(GetRunnerRequest request, StreamObserver<GetRunnerResponse> observer) {
    RunnerRow row = require(request.getId()).row();
    Replies.send(observer, GetRunnerResponse.newBuilder().setRunner(toProto(row)).build());
  }

  @Override
  public void adoptRunner(
      AdoptRunnerRequest request, StreamObserver<AdoptRunnerResponse> observer) {
    Runner runner = change(request.getId(), Adoption.ADOPTED);
    audit.record(AuditAction.RUNNER_ADOPT, request.getId(), Labels.describe(runner.getLabelsMap()));
    Replies.send(observer, AdoptRunnerResponse.newBuilder().setRunner(runner).build());
  }

  @Override
  public void rejectRunner(
      RejectRunnerRequest request, StreamObserver<RejectRunnerResponse> observer) {
    Runner runner = change(request.getId(), Adoption.REJECTED);
    audit.record(AuditAction.RUNNER_REJECT, request.getId(), "");
    Replies.send(observer, RejectRunnerResponse.newBuilder().setRunner(runner).build());
  }

  @Override
  public void forgetRunner(
      ForgetRunnerRequest request, StreamObserver<ForgetRunnerResponse> observer) {
    RunnerId id = TargetText.runnerId(request.getId());
    if (known(id).isPresent()) {
      change(request.getId(), Adoption.FORGOTTEN);
      audit.record(AuditAction.RUNNER_FORGET, request.getId(), "");
    }
    tokens.revokeOfRunner(id);
    ForgetRunnerResponse response =
        ForgetRunnerResponse.newBuilder().addAllProfiles(targetUsers.profilesNaming(id)).build();
    Replies.send(observer, response);
  }

  @Override
  public void drainRunner(
      DrainRunnerRequest request, StreamObserver<DrainRunnerResponse> observer) {
    RunnerRow row =
        registry.change(
            require(request.getId()),
            before -> before.withDraining(!request.getUndo(), clock.instant()));
    audit.record(
        request.getUndo() ? AuditAction.RUNNER_RESUME : AuditAction.RUNNER_DRAIN,
        request.getId(),
        "");
    Replies.send(observer, DrainRunnerResponse.newBuilder().setRunner(toProto(row)).build());
  }

  private Runner change(String id, Adoption adoption) {
    String by = Caller.current().describe();
    Instant now = clock.instant();
    UnaryOperator<RunnerRow> step =
        adoption.admits()
            ? row -> row.withAdoption(adoption, by, now)
            : row -> row.withAdoption(adoption, by, now).withAbsence("it may not connect", now);
    return toProto(registry.change(require(id), step));
  }

  private RunnerEntry require(String id) {
    return known(TargetText.runnerId(id))
        .flatMap(row -> registry.entry(row.id()))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "runner '%s' is not registered: 'waypoint runner list' shows those that are",
                    id));
  }

  /** Also one that has just come to another replica. */
  private Optional<RunnerRow> known(RunnerId id) {
    Optional<RunnerRow> known = registry.find(id);
    if (known.isPresent()) {
      return known;
    }
    registry.refresh();
    return registry.find(id);
  }

  private Runner toProto(RunnerRow row) {
    return RunnerProtos.of(row, registry.busy(row.id()), clock.instant());
  }
}
