package dev.waypoint.plugin.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a {@code .dockerignore}: each line excludes what it matches, one that begins with !
 * takes back in; the last line that matches a path or one of its folders decides.
 */
final class DockerIgnore {
  private record Rule(boolean excludes, Pattern pattern) {}

  private final List<Rule> rules;

  private DockerIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  /** No file: nothing is excluded. */
  static DockerIgnore read(Path file) throws IOException {
    return parse(Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  /**
   * @throws IllegalArgumentException if a line is not a pattern
   */
  static DockerIgnore parse(List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (String line : lines) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      boolean excludes = !text.startsWith("!");
      String path = clean(excludes ? text : text.substring(1).strip());
      if (!path.isEmpty()) {
        rules.add(new Rule(excludes, compile(path, line)));
      }
    }
    return new DockerIgnore(rules);
  }

  /**
   * @param path relative to the context, with slashes
   */
  boolean excludes(String path) {
    boolean excluded = false;
    for (Rule rule : rules) {
      if (rule.excludes() != excluded && rule.pattern().matcher(path).matches()) {
        excluded = rule.excludes();
      }
    }
    return excluded;
  }

  /** Whether something within an excluded folder may be taken back in. */
  boolean hasExceptions() {
    return rules.stream().anyMatch(rule -> !rule.excludes());
  }

  private static String clean(String path) {
    String normal = Path.of(path.replaceFirst("^/+", "")).normalize().toString();
    return normal.equals(".") ? "" : normal;
  }

  private static Pattern compile(String path, String line) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (path.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (path.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '\\' && i + 1 < path.length()) {
        i++;
        regex.append(Pattern.quote(path.substring(i, i + 1)));
      } else {
        regex.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              case '[', ']', '-', '^' -> String.valueOf(c);
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    try {
      return Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("\"%s\" is not a pattern".formatted(line), e);
    }
  }
}
