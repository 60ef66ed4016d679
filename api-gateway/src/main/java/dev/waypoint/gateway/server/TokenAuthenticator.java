package dev.waypoint.gateway.server;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Authenticator;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.token.Tokens;
import jakarta.inject.Singleton;
import java.util.Optional;

/** By the stored tokens and the server's cookie. */
@Singleton
final class TokenAuthenticator implements Authenticator {
  private final Tokens tokens;
  private final SettingsStore settings;

  TokenAuthenticator(Tokens tokens, SettingsStore settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  @Override
  public Caller authenticate(String token) {
    return tokens.authenticate(token);
  }

  @Override
  public boolean checkCookie(Optional<String> cookie) {
    if (cookie.filter(text -> !text.isBlank()).isEmpty()) {
      return false;
    }
    if (!cookie.get().equalsIgnoreCase(settings.get().cookie())) {
      throw ApiException.denied(
          "the cookie does not match: it is another server's; 'waypoint server cookie' prints "
              + "this one's");
    }
    return true;
  }
}
