package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes into an image that is put together from files. */
record JibConfig(
    @Doc("The image to start from; without it, an empty one") Optional<String> baseImage,
    @Doc("Files and folders of the application's directory") List<JibFiles> files,
    @Doc("A program in Java") Optional<JibJava> java,
    @Doc("The program and its first arguments; without it, that of the java block or the base")
        List<String> entrypoint,
    @Doc("The arguments that whoever runs the image may replace") List<String> arguments,
    @Doc("Environment variables") Map<String, String> environment,
    @Doc("Ports that it listens on: 8080, 53/udp") List<String> ports,
    @Doc("The user, as user, user:group or numbers") Optional<String> user,
    @Doc("Where it runs") Optional<String> workingDirectory) {
  JibConfig {
    ports.forEach(JibPorts::parse);
    workingDirectory.ifPresent(path -> JibFiles.requireAbsolute("working_directory", path));
  }
}
