package dev.waypoint.activities.config;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The config source {@code env-file}: lines {@code NAME=VALUE} in a file on the runner. It is asked
 * for {@code key} and, unless the file is {@code .env}, for {@code path}, relative to the project's
 * directory.
 *
 * <p>Empty lines and lines that begin with {@code #} mean nothing, {@code export} before a name
 * neither. A value may stand in single quotes, or in double quotes with {@code \n}, {@code \"} and
 * {@code \\} inside.
 */
final class EnvironmentFileSource implements ConfigSource {
  static final String NAME = "env-file";

  private static final Set<String> KNOWN = Set.of("path", "key");

  private final Path directory;

  EnvironmentFileSource(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<String> read(List<Map<String, String>> requests) throws PluginException {
    Map<Path, Map<String, String>> files = new HashMap<>();
    List<String> values = new ArrayList<>();
    for (Map<String, String> request : requests) {
      Set<String> unknown = new TreeSet<>(request.keySet());
      unknown.removeAll(KNOWN);
      if (!unknown.isEmpty() || !request.containsKey("key")) {
        throw new PluginException(
            "it is asked with key and path: dynamic(\"env-file\", { path = \".env\", key = \"NAME\" })");
      }
      Path file = directory.resolve(request.getOrDefault("path", ".env"));
      Map<String, String> lines = files.get(file);
      if (lines == null) {
        lines = lines(file);
        files.put(file, lines);
      }
      String value = lines.get(request.get("key"));
      if (value == null) {
        throw new PluginException(
            "the file %s does not set %s".formatted(file, request.get("key")));
      }
      values.add(value);
    }
    return values;
  }

  private static Map<String, String> lines(Path file) throws PluginException {
    try {
      Map<String, String> values = new HashMap<>();
      for (String line : Files.readAllLines(file)) {
        String text = line.strip();
        int equals = text.indexOf('=');
        if (!text.startsWith("#") && equals > 0) {
          String name = text.substring(0, equals).strip();
          values.put(
              name.startsWith("export ") ? name.substring("export ".length()).strip() : name,
              unquoted(text.substring(equals + 1).strip()));
        }
      }
      return values;
    } catch (NoSuchFileException e) {
      throw new PluginException("there is no file %s on this runner".formatted(file), e);
    } catch (MalformedInputException e) {
      throw new PluginException("the file %s is not UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new PluginException("the file %s cannot be read".formatted(file), e);
    }
  }

  private static String unquoted(String value) {
    boolean closed = value.length() > 1 && value.charAt(0) == value.charAt(value.length() - 1);
    if (closed && value.startsWith("'")) {
      return value.substring(1, value.length() - 1);
    }
    if (!closed || !value.startsWith("\"")) {
      return value;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length() - 1) {
        char escaped = value.charAt(++i);
        out.append(escaped == 'n' ? '\n' : escaped);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
