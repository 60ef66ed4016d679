package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.token.IssuedToken;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;

/** What runners are told. */
final class Directives {
  private Directives() {}

  static RunnerDirective waiting(String message) {
    RunnerDirective.Builder directive = RunnerDirective.newBuilder();
    directive.getWaitingBuilder().setMessage(message);
    return directive.build();
  }

  /**
   * @param token empty: the one in use
   */
  static RunnerDirective work(RunnerRow runner, String namespace, String token) {
    TargetRunner own = new TargetRunner.ById(runner.id());
    RunnerDirective.Builder directive = RunnerDirective.newBuilder();
    directive
        .getWorkBuilder()
        .setToken(token)
        .setNamespace(namespace)
        .setJobQueue(TaskQueues.jobs(own))
        .setWarm(runner.kind() == RunnerKind.ON_DEMAND && OnDemandRunnerIds.isWarm(runner.id()))
        .setLaunchQueue(runner.kind() == RunnerKind.STATIC ? TaskQueues.launches(own) : "");
    return directive.build();
  }

  static RunnerDirective drain() {
    return RunnerDirective.newBuilder()
        .setDrain(RunnerDirective.Drain.getDefaultInstance())
        .build();
  }

  static RunnerDirective renewed(IssuedToken token) {
    RunnerDirective.Builder directive = RunnerDirective.newBuilder();
    directive.getRenewedBuilder().setToken(token.text());
    token.expires().map(Protos::time).ifPresent(directive.getRenewedBuilder()::setExpires);
    return directive.build();
  }

  static RunnerDirective ping() {
    return RunnerDirective.newBuilder().setPing(RunnerDirective.Ping.getDefaultInstance()).build();
  }

  static RunnerDirective refused(Refusal refusal) {
    RunnerDirective.Builder directive = RunnerDirective.newBuilder();
    directive.getRefusedBuilder().setCode(refusal.code().name()).setMessage(refusal.message());
    return directive.build();
  }
}
