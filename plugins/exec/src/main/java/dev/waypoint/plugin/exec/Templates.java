package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes files in which <code>{{NAME}}</code> stands for a variable. */
final class Templates {
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*}}");

  private final Path directory;
  private final Map<String, String> variables;

  Templates(Path directory, Map<String, String> variables) {
    this.directory = directory;
    this.variables = variables;
  }

  void write(List<TemplateConfig> templates) throws PluginException, IOException {
    for (TemplateConfig template : templates) {
      Path destination = directory.resolve(template.destination());
      Files.createDirectories(destination.toAbsolutePath().getParent());
      Files.writeString(destination, render(directory.resolve(template.source())));
    }
  }

  private String render(Path source) throws PluginException, IOException {
    String text;
    try {
      text = Files.readString(source);
    } catch (NoSuchFileException e) {
      throw new PluginException("there is no template %s".formatted(source), e);
    }
    StringBuilder rendered = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      String value = variables.get(place.group(1));
      if (value == null) {
        throw new PluginException(
            "%s:%d: there is no %s here; known are %s"
                .formatted(
                    source,
                    text.substring(0, place.end()).lines().count(),
                    place.group(1),
                    String.join(", ", variables.keySet())));
      }
      place.appendReplacement(rendered, Matcher.quoteReplacement(value));
    }
    return place.appendTail(rendered).toString();
  }
}
