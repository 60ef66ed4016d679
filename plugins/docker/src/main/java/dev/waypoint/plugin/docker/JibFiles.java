package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Doc;

/** Files that are put into an image. */
record JibFiles(
    @Doc("A file or folder, relative to the application's directory") String from,
    @Doc("Where it goes, from the image's root; of a folder, its content") String to) {
  JibFiles {
    requireAbsolute("to", to);
  }

  static void requireAbsolute(String name, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("%s begins with /, unlike \"%s\"".formatted(name, path));
    }
  }
}
