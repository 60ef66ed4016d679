package dev.waypoint.gateway.server;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.token.IssuedToken;
import dev.waypoint.gateway.token.TokenGrpc;
import dev.waypoint.gateway.token.TokenRequest;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.protocol.v1.BootstrapRequest;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.GetCookieRequest;
import dev.waypoint.protocol.v1.GetCookieResponse;
import dev.waypoint.protocol.v1.GetServerInfoRequest;
import dev.waypoint.protocol.v1.GetServerInfoResponse;
import dev.waypoint.protocol.v1.ServerServiceGrpc.ServerServiceImplBase;
import dev.waypoint.protocol.v1.SetServerConfigRequest;
import dev.waypoint.protocol.v1.SetServerConfigResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The server as a whole. */
@Singleton
public final class ServerGrpc extends ServerServiceImplBase {
  /** The user whom the first token is for. */
  private static final String FIRST_USER = "waypoint";

  private final SettingsStore settings;
  private final Tokens tokens;
  private final Engine engine;
  private final ServerVersion version;
  private final AuditLog audit;

  ServerGrpc(
      SettingsStore settings, Tokens tokens, Engine engine, ServerVersion version, AuditLog audit) {
    this.audit = audit;
    this.settings = settings;
    this.tokens = tokens;
    this.engine = engine;
    this.version = version;
  }

  @Override
  public void getServerInfo(
      GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> observer) {
    GetServerInfoResponse.Builder response =
        GetServerInfoResponse.newBuilder()
            .setVersion(version.value())
            .setEngine(engine.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .setNamespace(engine.namespace())
            .setBootstrapped(settings.get().bootstrapped());
    engine.ui().ifPresent(ui -> response.setTemporalUi(ui.toString()));
    Replies.send(observer, response.build());
  }

  @Override
  public void bootstrap(BootstrapRequest request, StreamObserver<CreateTokenResponse> observer) {
    if (settings.get().bootstrapped()) {
      throw bootstrapped();
    }
    // before, not after: a kill in between leaves a token that nobody has, and no server without
    // one
    IssuedToken token = tokens.issue(TokenRequest.user(FIRST_USER, Optional.empty()), "bootstrap");
    if (!settings.bootstrap()) {
      tokens.revoke(token.id());
      throw bootstrapped();
    }
    audit.record(AuditAction.SERVER_BOOTSTRAP, "server", "token " + token.id());
    Replies.send(observer, TokenGrpc.toProto(token));
  }

  private static ApiException bootstrapped() {
    return ApiException.denied(
        "this server was bootstrapped already: log in with the token that was made then, or have"
            + " its owner run 'waypoint user invite'; where no operator's token is left,"
            + " 'waypoint server run -bootstrap-again' lets it give out one more");
  }

  @Override
  public void getCookie(GetCookieRequest request, StreamObserver<GetCookieResponse> observer) {
    Replies.send(
        observer, GetCookieResponse.newBuilder().setCookie(settings.get().cookie()).build());
  }

  @Override
  public void setServerConfig(
      SetServerConfigRequest request, StreamObserver<SetServerConfigResponse> observer) {
    settings.change(
        Optional.of(request.getAdvertiseAddress()).filter(text -> !text.isBlank()),
        request.hasAdvertiseTls() ? Optional.of(request.getAdvertiseTls()) : Optional.empty(),
        request.hasAdvertiseTlsSkipVerify()
            ? Optional.of(request.getAdvertiseTlsSkipVerify())
            : Optional.empty(),
        Optional.of(request.getRunnerImage()).filter(text -> !text.isBlank()));
    audit.record(AuditAction.SERVER_CONFIG, "server", describe(request));
    Replies.send(observer, SetServerConfigResponse.getDefaultInstance());
  }

  private static String describe(SetServerConfigRequest request) {
    List<String> changes = new ArrayList<>();
    if (!request.getAdvertiseAddress().isBlank()) {
      changes.add("advertise address " + request.getAdvertiseAddress());
    }
    if (request.hasAdvertiseTls()) {
      changes.add("advertise TLS " + request.getAdvertiseTls());
    }
    if (request.hasAdvertiseTlsSkipVerify()) {
      changes.add("advertise TLS skip verify " + request.getAdvertiseTlsSkipVerify());
    }
    if (!request.getRunnerImage().isBlank()) {
      changes.add("runner image " + request.getRunnerImage());
    }
    return String.join(", ", changes);
  }
}
