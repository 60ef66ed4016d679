package dev.waypoint.gateway.token;

import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.protocol.v1.AccessServiceGrpc.AccessServiceImplBase;
import dev.waypoint.protocol.v1.GetCallerRequest;
import dev.waypoint.protocol.v1.GetCallerResponse;
import dev.waypoint.protocol.v1.ListAuditRequest;
import dev.waypoint.protocol.v1.ListAuditResponse;
import dev.waypoint.protocol.v1.ListTokensRequest;
import dev.waypoint.protocol.v1.ListTokensResponse;
import dev.waypoint.protocol.v1.ListUsersRequest;
import dev.waypoint.protocol.v1.ListUsersResponse;
import dev.waypoint.protocol.v1.ModifyUserRequest;
import dev.waypoint.protocol.v1.ModifyUserResponse;
import dev.waypoint.protocol.v1.User;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;

/** Who may do what, and who did what. */
@Singleton
public final class AccessGrpc extends AccessServiceImplBase {
  private final TokenRepository tokens;
  private final UserChanges changes;
  private final AuditLog audit;
  private final Clock clock;

  AccessGrpc(TokenRepository tokens, UserChanges changes, AuditLog audit, Clock clock) {
    this.tokens = tokens;
    this.changes = changes;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void getCaller(GetCallerRequest request, StreamObserver<GetCallerResponse> observer) {
    Caller.User caller = UserTokens.caller();
    GetCallerResponse.Builder response = GetCallerResponse.newBuilder();
    List<TokenRow> own = tokens.findBySubject(caller.name());
    TokenProtos.users(own, clock.instant()).stream()
        .filter(user -> user.getName().equals(caller.name()))
        .map(User::toBuilder)
        .map(
            user ->
                user.setRole(Roles.toProto(caller.role()))
                    .clearProjects()
                    .addAllProjects(new TreeSet<>(caller.projects())))
        .forEach(response::setUser);
    own.stream()
        .filter(row -> row.id().equals(caller.tokenId()))
        .forEach(row -> response.setToken(TokenProtos.of(row, clock.instant())));
    Replies.send(observer, response.build());
  }

  @Override
  public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> observer) {
    List<User> users = TokenProtos.users(tokens.findByKind(TokenKind.USER), clock.instant());
    Replies.send(observer, ListUsersResponse.newBuilder().addAllUsers(users).build());
  }

  @Override
  public void modifyUser(ModifyUserRequest request, StreamObserver<ModifyUserResponse> observer) {
    changes.apply(request);
    User changed =
        TokenProtos.users(tokens.findBySubject(request.getName()), clock.instant()).getFirst();
    Replies.send(observer, ModifyUserResponse.newBuilder().setUser(changed).build());
  }

  @Override
  public void listTokens(ListTokensRequest request, StreamObserver<ListTokensResponse> observer) {
    ListTokensResponse.Builder response = ListTokensResponse.newBuilder();
    ofKind(request.getKind()).stream()
        .filter(row -> request.getSubject().isBlank() || request.getSubject().equals(row.subject()))
        .map(row -> TokenProtos.of(row, clock.instant()))
        .filter(token -> request.getWithEnded() || token.getState().equals(TokenProtos.LIVE))
        .forEach(response::addTokens);
    Replies.send(observer, response.build());
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditResponse> observer) {
    Replies.send(
        observer, ListAuditResponse.newBuilder().addAllEntries(audit.list(request)).build());
  }

  /**
   * @param word empty: all that are not good for one job only
   */
  private List<TokenRow> ofKind(String word) {
    return word.isBlank()
        ? tokens.findLasting()
        : TokenKind.named(word).map(tokens::findByKind).orElse(List.of());
  }
}
