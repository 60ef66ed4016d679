package dev.waypoint.git;

import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/** URLs of repositories, which may hold a password. */
public final class GitUrl {
  private GitUrl() {}

  /** The URL for people: as it was given, but without a password. */
  public static String shown(String url) {
    return password(url).isEmpty() ? url : parsed(url).map(URIish::toString).orElse(url);
  }

  /** The password that is a part of the URL, as it is written there and as it is used. */
  public static Optional<String> password(String url) {
    return parsed(url).map(URIish::getPass).filter(password -> !password.isEmpty());
  }

  private static Optional<URIish> parsed(String url) {
    try {
      return Optional.of(new URIish(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
