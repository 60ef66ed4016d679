package dev.waypoint.gateway.token;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.auth.Role;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.CreateInviteRequest;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.ExchangeInviteRequest;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import dev.waypoint.protocol.v1.RevokeTokenResponse;
import dev.waypoint.protocol.v1.TokenServiceGrpc.TokenServiceImplBase;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Making and ending tokens. */
@Singleton
public final class TokenGrpc extends TokenServiceImplBase {
  private static final Duration RUNNER_TOKEN = Duration.ofHours(720);
  private static final Duration INVITE = Duration.ofHours(24);

  private final Tokens tokens;
  private final AuditLog audit;
  private final Clock clock;

  TokenGrpc(Tokens tokens, AuditLog audit, Clock clock) {
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void createRunnerToken(
      CreateRunnerTokenRequest request, StreamObserver<CreateTokenResponse> observer) {
    Optional<RunnerId> id =
        Optional.of(request.getRunnerId()).filter(text -> !text.isBlank()).map(TokenGrpc::id);
    Optional<Map<String, String>> labels =
        Optional.of(request.getLabelsMap()).filter(map -> !map.isEmpty());
    Instant expires = in(Protos.duration(request.getExpiresIn()).orElse(RUNNER_TOKEN));
    issue(TokenRequest.runner(id, labels, Optional.of(expires)), observer);
  }

  @Override
  public void createUserToken(
      CreateUserTokenRequest request, StreamObserver<CreateTokenResponse> observer) {
    Optional<Instant> expires = Protos.duration(request.getExpiresIn()).map(this::in);
    Optional<String> trigger =
        Optional.of(request.getTriggerId().strip().toUpperCase(Locale.ROOT))
            .filter(id -> !id.isEmpty());
    if (trigger.filter(id -> !Ids.isValid(id)).isPresent()) {
      throw ApiException.invalid(
          "'%s' is no id of a trigger: 'waypoint trigger list' shows them", trigger.get());
    }
    Optional<Role> role =
        Roles.fromProto(request.getRole()).or(() -> trigger.map(_ -> Role.DEPLOYER));
    TokenRequest wanted =
        UserTokens.request(request.getUser(), role, request.getProjectsList(), expires);
    issue(trigger.map(wanted::forTrigger).orElse(wanted), observer);
  }

  @Override
  public void createInvite(
      CreateInviteRequest request, StreamObserver<CreateTokenResponse> observer) {
    Instant expires = in(Protos.duration(request.getExpiresIn()).orElse(INVITE));
    Role role = Roles.fromProto(request.getRole()).orElse(UserTokens.caller().role());
    issue(
        TokenRequest.invite(
            UserTokens.name(request.getUser()),
            role,
            Set.copyOf(request.getProjectsList()),
            expires),
        observer);
  }

  @Override
  public void exchangeInvite(
      ExchangeInviteRequest request, StreamObserver<CreateTokenResponse> observer) {
    Caller.Invite invite = tokens.redeem(request.getToken());
    IssuedToken token =
        tokens.issue(
            TokenRequest.user(invite.user(), invite.role(), invite.projects(), Optional.empty())
                .derivedFrom(invite.tokenId()),
            "invite " + invite.tokenId());
    audit.recordBy(invite.describe(), AuditAction.TOKEN_EXCHANGE, token.id(), "");
    Replies.send(observer, toProto(token));
  }

  @Override
  public void revokeToken(
      RevokeTokenRequest request, StreamObserver<RevokeTokenResponse> observer) {
    tokens.revoke(request.getTokenId());
    audit.record(AuditAction.TOKEN_REVOKE, request.getTokenId(), "");
    Replies.send(observer, RevokeTokenResponse.getDefaultInstance());
  }

  public static CreateTokenResponse toProto(IssuedToken token) {
    CreateTokenResponse.Builder response =
        CreateTokenResponse.newBuilder().setToken(token.text()).setTokenId(token.id());
    token.expires().ifPresent(at -> response.setExpires(Protos.time(at)));
    return response.build();
  }

  private void issue(TokenRequest request, StreamObserver<CreateTokenResponse> observer) {
    IssuedToken token = tokens.issue(request, Caller.current().describe());
    audit.record(AuditAction.TOKEN_CREATE, token.id(), request.describe());
    Replies.send(observer, toProto(token));
  }

  private Instant in(Duration duration) {
    return clock.instant().plus(duration);
  }

  private static RunnerId id(String text) {
    try {
      return new RunnerId(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("%s", e.getMessage());
    }
  }
}
