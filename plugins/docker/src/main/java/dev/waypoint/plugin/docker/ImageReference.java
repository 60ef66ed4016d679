package dev.waypoint.plugin.docker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [registry/]repository[:tag][@digest]}.
 *
 * @param repository with the registry, where there is one
 */
record ImageReference(String repository, Optional<String> tag, Optional<String> digest) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<repository>[a-zA-Z0-9.-]+(?::\\d+)?(?:/[a-zA-Z0-9._/-]+)?)"
              + "(?::(?<tag>\\w[\\w.-]{0,127}))?"
              + "(?:@(?<digest>[a-z0-9+._-]+:[0-9a-fA-F]{32,}))?");

  /**
   * @throws IllegalArgumentException if it is not a reference
   */
  static ImageReference parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException("\"%s\" is not the name of an image".formatted(text));
    }
    String repository = shape.group("repository");
    Optional<String> tag = Optional.ofNullable(shape.group("tag"));
    Optional<String> digest = Optional.ofNullable(shape.group("digest"));
    int colon = repository.lastIndexOf(':');
    if (tag.isEmpty() && colon > repository.lastIndexOf('/')) {
      // Without a slash behind it, what looks like a port is a tag.
      tag = Optional.of(repository.substring(colon + 1));
      repository = repository.substring(0, colon);
    }
    if (tag.isEmpty() && digest.isEmpty()) {
      tag = Optional.of("latest");
    }
    return new ImageReference(repository, tag, digest);
  }

  /** What to pull or push beside the repository: the digest wins. */
  String version() {
    return digest.or(() -> tag).orElse("latest");
  }

  /** The registry's host: Docker Hub where none is named. */
  String registry() {
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return host ? first : "docker.io";
  }

  @Override
  public String toString() {
    return repository
        + tag.map(text -> ":" + text).orElse("")
        + digest.map(text -> "@" + text).orElse("");
  }
}
