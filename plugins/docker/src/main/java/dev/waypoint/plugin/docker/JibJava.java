package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program in Java, below /app in the image. */
record JibJava(
    @Doc("Jars, and folders with jars") List<String> jars,
    @Doc("A folder with classes and resources") Optional<String> classes,
    @Doc("The class with main; without it, what the only jar says") Optional<String> mainClass,
    @Doc("Options of the JVM") List<String> jvmOptions) {
  static final String JARS = "/app/libs";
  static final String CLASSES = "/app/classes";

  JibJava {
    if (jars.isEmpty() && classes.isEmpty()) {
      throw new IllegalArgumentException("set jars, classes, or both");
    }
    if (mainClass.isEmpty() && (jars.size() != 1 || !jars.getFirst().endsWith(".jar"))) {
      throw new IllegalArgumentException(
          "set main_class: only of a single jar is it known without");
    }
  }

  List<String> entrypoint() {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(jvmOptions);
    if (mainClass.isPresent()) {
      command.addAll(List.of("-cp", CLASSES + ":" + JARS + "/*", mainClass.get()));
    } else {
      String jar = jars.getFirst();
      command.addAll(List.of("-jar", JARS + "/" + jar.substring(jar.lastIndexOf('/') + 1)));
    }
    return command;
  }
}
