package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Role;
import dev.waypoint.gateway.token.Labels;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.target.RunnerId;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a runner that connects. Rejection follows the id; new labels make a new identity;
 * a good token pre-adopts; without one an operator has to say yes.
 */
final class AdoptionDecision {
  private AdoptionDecision() {}

  /**
   * The state that it gets.
   *
   * @param known what is stored of this id; empty when nothing, or forgotten
   * @throws ApiException when it may not even wait; the message tells why
   */
  static Adoption decide(
      Optional<RunnerRow> known, ConnectRequest request, Credentials credentials) {
    Optional<Adoption> before = known.map(RunnerRow::adoption);
    if (before.filter(Adoption.REJECTED::equals).isPresent()) {
      return Adoption.REJECTED;
    }
    boolean ofJob = credentials.caller() instanceof Caller.Runner token && token.job().isPresent();
    if (!ofJob && OnDemandRunnerIds.isOne(new RunnerId(request.getId()))) {
      throw ApiException.denied(
          "the id %s is one of an on-demand runner, which comes with its job's token: take another",
          request.getId());
    }
    return switch (credentials.caller()) {
      case Caller.Invite invite ->
          throw ApiException.denied("an invite does not let a runner in: use a runner's token");
      case Caller.User user -> byUser(known, request, user);
      case Caller.Runner token -> byToken(known, request, token);
      case Caller.Anonymous anonymous -> withoutToken(known, request, credentials);
    };
  }

  private static Adoption byUser(
      Optional<RunnerRow> known, ConnectRequest request, Caller.User user) {
    boolean operator = user.role() == Role.OPERATOR && user.projects().isEmpty();
    if (!operator && request.getKind() != RunnerKind.CLI_RUNNER) {
      throw ApiException.denied(
          "user %s is no operator of the whole server, so this token lets no runner in: use a "
              + "runner's token",
          user.name());
    }
    if (!user.role().includes(Role.DEPLOYER)) {
      throw ApiException.denied(
          "user %s has the role %s and cannot execute operations: the role %s is needed",
          user.name(), user.role().word(), Role.DEPLOYER.word());
    }
    if (!operator && known.filter(row -> row.kind() != RunnerKind.CLI_RUNNER).isPresent()) {
      throw ApiException.denied("the id %s is another runner's", request.getId());
    }
    return admit(request, RunnerKind.ON_DEMAND, "a user's token", known);
  }

  private static Adoption byToken(
      Optional<RunnerRow> known, ConnectRequest request, Caller.Runner token) {
    RunnerId id = new RunnerId(request.getId());
    if (token.id().isPresent() && !token.id().get().equals(id)) {
      throw ApiException.denied(
          "this token is for runner %s, not for runner %s: use the token of this runner",
          token.id().get(), id);
    }
    if (token.local() && request.getKind() != RunnerKind.CLI_RUNNER) {
      throw ApiException.denied(
          "this token is for the local runner %s of a user and lets no other runner in: use a "
              + "runner's token",
          id);
    }
    if (token.job().isPresent()) {
      return admit(request, RunnerKind.STATIC, "a job's token", known);
    }
    Optional<Map<String, String>> wanted = token.labels();
    if (wanted.isPresent() && !wanted.get().equals(request.getLabelsMap())) {
      if (known.filter(row -> row.adoption() == Adoption.ADOPTED).isPresent()
          || known.filter(row -> row.adoption() == Adoption.PENDING).isPresent()) {
        return Adoption.PENDING;
      }
      throw ApiException.denied(
          "this token is for a runner with %s, but runner %s has %s: use the labels or get "
              + "another token",
          Labels.describe(wanted.get()), id, Labels.describe(request.getLabelsMap()));
    }
    return admit(request, RunnerKind.ON_DEMAND, "a runner's token", known);
  }

  private static Adoption admit(
      ConnectRequest request, RunnerKind unfit, String token, Optional<RunnerRow> known) {
    if (request.getKind() == unfit) {
      throw ApiException.denied(
          "%s does not let %s runner in",
          token, unfit == RunnerKind.STATIC ? "a static" : "an on-demand");
    }
    boolean stays =
        known
            .filter(row -> row.adoption() == Adoption.ADOPTED)
            .filter(row -> row.labels().equals(request.getLabelsMap()))
            .isPresent();
    return stays ? Adoption.ADOPTED : Adoption.PREADOPTED;
  }

  private static Adoption withoutToken(
      Optional<RunnerRow> known, ConnectRequest request, Credentials credentials) {
    if (request.getKind() != RunnerKind.STATIC) {
      throw ApiException.unauthenticated(
          "no token: only static runners can wait for adoption; set WAYPOINT_SERVER_TOKEN");
    }
    boolean adopted = known.filter(row -> row.adoption() == Adoption.ADOPTED).isPresent();
    if (adopted) {
      throw ApiException.denied(
          "runner %s is adopted already and has a token: start it with that one (state "
              + "directory, or WAYPOINT_SERVER_TOKEN), or run 'waypoint runner forget %s' to "
              + "adopt it anew",
          request.getId(), request.getId());
    }
    if (!credentials.cookieShown()) {
      throw ApiException.denied(
          "the server's cookie is missing: a runner without a token has to show it; 'waypoint "
              + "server cookie' prints it, the runner takes it by -cookie or "
              + "WAYPOINT_SERVER_COOKIE");
    }
    return Adoption.PENDING;
  }
}
