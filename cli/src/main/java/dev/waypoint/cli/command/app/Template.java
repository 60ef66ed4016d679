package dev.waypoint.cli.command.app;

import dev.waypoint.hcl.config.ValueText;
import dev.waypoint.worker.plugin.LocalPlugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The waypoint.hcl that a new project starts with.
 *
 * @param builder plugin of the build stanza
 * @param deployer plugin of the deploy stanza
 */
record Template(String project, String app, String builder, String deployer) {
  private static final String USUAL_PLUGIN = "docker";

  /** Named after a directory. */
  static Template of(Path directory) {
    Path last = directory.getFileName();
    String name =
        last == null ? "" : last.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    String usable = name.isEmpty() ? "project" : name;
    return new Template(usable, usable, USUAL_PLUGIN, USUAL_PLUGIN);
  }

  /**
   * The text, with a place for each thing that the plugins require.
   *
   * @param plugins those whose requirements are known
   */
  String text(LocalPlugins plugins) {
    return """
    project = %s

    app %s {
      # How its artifact is made.
      build {
        %s
      }

      # Where that runs.
      deploy {
        %s
      }
    }
    """
        .formatted(
            ValueText.quote(project),
            ValueText.quote(app),
            use(builder, plugins.builderSettings(builder)),
            use(deployer, plugins.platformSettings(deployer)));
  }

  private static String use(String plugin, List<String> settings) {
    String body =
        settings.isEmpty()
            ? ""
            : settings.stream().collect(Collectors.joining("\n      ", "\n      ", "\n    "));
    return "use %s {%s}".formatted(ValueText.quote(plugin), body);
  }
}
