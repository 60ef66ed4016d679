package dev.waypoint.worker;

import dev.waypoint.worker.AgentListener.Level;
import dev.waypoint.worker.connect.AccessToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The tokens that a runner can show: the one in its state directory, then the one that it was
 * given, then none, with which it asks for adoption.
 */
final class AgentTokens {
  private final AccessToken credentials;
  private final Optional<StateDirectory> state;
  private final AgentListener listener;
  private final Deque<Optional<String>> others = new ArrayDeque<>();

  private AgentTokens(
      AccessToken credentials, Optional<StateDirectory> state, AgentListener listener) {
    this.credentials = credentials;
    this.state = state;
    this.listener = listener;
  }

  static AgentTokens of(
      AgentOptions options, Optional<StateDirectory> state, AgentListener listener)
      throws AgentStartException {
    Optional<String> stored = state.isPresent() ? state.get().token() : Optional.<String>empty();
    AccessToken credentials = new AccessToken(stored.or(options::token), options.cookie());
    AgentTokens tokens = new AgentTokens(credentials, state, listener);
    if (!credentials.token().equals(options.token()) && options.token().isPresent()) {
      tokens.others.add(options.token());
    }
    if (credentials.token().isPresent() && options.cookie().isPresent()) {
      tokens.others.add(Optional.empty());
    }
    return tokens;
  }

  /** What goes with every call; it changes with the token. */
  AccessToken credentials() {
    return credentials;
  }

  /** Goes on with a token that came from the gateway, and keeps it for the next start. */
  void keep(String token) {
    credentials.replace(token);
    if (state.isPresent()) {
      try {
        state.get().writeToken(token);
      } catch (AgentStartException e) {
        listener.message(Level.WARNING, e.getMessage());
      }
    }
  }

  /** Goes on with the next best token; answers false when there is none. */
  boolean tryNext() {
    if (others.isEmpty()) {
      return false;
    }
    Optional<String> next = others.remove();
    listener.message(
        Level.WARNING,
        next.isPresent()
            ? "The server does not accept the stored token; using the one that was given."
            : "The server does not accept the token; asking for adoption instead.");
    next.ifPresentOrElse(credentials::replace, credentials::forget);
    return true;
  }
}
