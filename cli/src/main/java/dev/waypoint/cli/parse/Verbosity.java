package dev.waypoint.cli.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options {@code -v}, {@code -vv} and {@code -vvv}, which may stand anywhere before {@code --}.
 *
 * @param level {@code info}, {@code debug} or {@code trace}; empty: none was given
 * @param words the command line without them
 */
public record Verbosity(Optional<String> level, List<String> words) {
  public Verbosity {
    words = List.copyOf(words);
  }

  public static Verbosity of(List<String> commandLine) {
    Optional<String> level = Optional.empty();
    List<String> rest = new ArrayList<>();
    boolean terminated = false;
    for (String word : commandLine) {
      Optional<String> named = terminated ? Optional.empty() : level(word);
      if (named.isPresent()) {
        level = named;
        continue;
      }
      terminated = terminated || word.equals("--");
      rest.add(word);
    }
    return new Verbosity(level, rest);
  }

  private static Optional<String> level(String word) {
    return switch (word) {
      case "-v", "--v" -> Optional.of("info");
      case "-vv", "--vv" -> Optional.of("debug");
      case "-vvv", "--vvv" -> Optional.of("trace");
      default -> Optional.empty();
    };
  }
}
