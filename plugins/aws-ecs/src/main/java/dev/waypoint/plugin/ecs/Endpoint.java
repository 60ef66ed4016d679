package dev.waypoint.plugin.ecs;

import java.net.URI;

/** Reads an endpoint's URL. */
final class Endpoint {
  private Endpoint() {}

  static URI parse(String text) {
    String wrong = "endpoint \"%s\" is not a URL such as https://ecs.example.com".formatted(text);
    try {
      URI uri = URI.create(text);
      if (uri.getHost() == null
          || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        throw new IllegalArgumentException(wrong);
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong, e);
    }
  }
}
