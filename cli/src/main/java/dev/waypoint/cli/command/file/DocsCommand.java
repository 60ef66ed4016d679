package dev.waypoint.cli.command.file;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.ProjectFile;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.worker.plugin.LocalPlugins;
import dev.waypoint.worker.plugin.PluginDocs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "docs",
    description =
        "Show what can be set for the plugins that waypoint.hcl uses; without one, for all.")
public final class DocsCommand extends WaypointCommand {
  @Option(names = "-builtin", description = "All plugins, whatever waypoint.hcl uses.")
  private boolean builtin;

  @Option(names = "-plugin", paramLabel = "NAME", description = "Only this plugin.")
  private String plugin;

  @Option(
      names = "-type",
      paramLabel = "TYPE",
      description =
          "Only this: builder, registry, platform, releaser, config-source, task-launcher.")
  private String type;

  @Option(names = "-markdown", description = "Write Markdown.")
  private boolean markdown;

  DocsCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    LocalPlugins plugins =
        LocalPlugins.find(
            environment().variable("WAYPOINT_PLUGIN_DIR").map(Path::of),
            warning -> renderer().line(Style.WARNING, warning));
    Optional<Set<String>> wanted = wanted(plugins);
    List<PluginDocs> shown =
        plugins.docs().stream()
            .filter(docs -> wanted.map(names -> names.contains(docs.plugin())).orElse(true))
            .filter(docs -> type == null || type.equals(docs.type()))
            .toList();
    if (shown.isEmpty()) {
      throw new CliException(
          "nothing to show: no plugin here is meant; 'waypoint docs -builtin' shows all");
    }
    shown.forEach(markdown ? this::markdown : this::text);
  }

  /** Empty: all of them. */
  private Optional<Set<String>> wanted(LocalPlugins plugins) {
    if (plugin != null) {
      if (!plugins.has(plugin)) {
        throw new CliException(plugins.unknown(plugin));
      }
      return Optional.of(Set.of(plugin));
    }
    return builtin
        ? Optional.empty()
        : ProjectFile.find(environment().workingDirectory()).map(DocsCommand::used);
  }

  private static Set<String> used(ProjectFile file) {
    try {
      WaypointFile parsed = WaypointFile.parse(file.name(), file.text());
      Set<String> names = new TreeSet<>();
      parsed.appNames().forEach(app -> names.addAll(parsed.app(app).plugins()));
      return names;
    } catch (HclException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private void text(PluginDocs docs) {
    renderer().line(Style.HEADER, "%s (%s): %s".formatted(docs.plugin(), docs.type(), docs.use()));
    if (docs.settings().isEmpty()) {
      renderer().line(Style.INFO, "nothing can be set");
      return;
    }
    renderer()
        .table(
            new Table(
                List.of("Setting", "Type", "Default", "What it is"),
                docs.settings().stream()
                    .map(each -> List.of(each.name(), each.type(), defaultOf(each), each.doc()))
                    .toList()));
  }

  private void markdown(PluginDocs docs) {
    renderer().value("## %s (%s)\n".formatted(docs.plugin(), docs.type()));
    renderer().value("Written in: `%s`\n".formatted(docs.use()));
    for (PluginDocs.Setting each : docs.settings()) {
      renderer()
          .value(
              "- `%s` (%s; %s) %s"
                  .formatted(each.name(), each.type(), defaultOf(each), each.doc()));
    }
    renderer().value("");
  }

  private static String defaultOf(PluginDocs.Setting setting) {
    return setting.required() ? "required" : setting.defaultValue().orElse("none");
  }
}
