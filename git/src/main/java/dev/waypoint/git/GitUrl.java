package dev.waypoint.git;

import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/** URLs of repositories, which may hold a password. */
public final class GitUrl {
  private static final Pattern PASSWORD = Pattern.compile("(//[^/:@]*):[^/@]*@");

  private GitUrl() {}

  /** The URL for people: as it was given, but without a password, be it a URL or nearly one. */
  public static String shown(String url) {
    return password(url).isEmpty()
        ? PASSWORD.matcher(url).replaceFirst("$1@")
        : parsed(url).map(URIish::toString).orElse(url);
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
