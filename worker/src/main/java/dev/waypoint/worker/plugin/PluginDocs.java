package dev.waypoint.worker.plugin;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.config.Attribute;
import dev.waypoint.sdk.config.Block;
import dev.waypoint.sdk.config.ConfigSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one component of a plugin can be told.
 *
 * @param plugin its name
 * @param type what it does: builder, registry, platform, releaser, config-source, task-launcher
 * @param use where that is written in a file
 * @param settings in the order in which they are documented
 */
public record PluginDocs(String plugin, String type, String use, List<Setting> settings) {
  public PluginDocs {
    settings = List.copyOf(settings);
  }

  /**
   * One thing that can be set.
   *
   * @param name with those of the blocks around it: {@code auth.username}
   * @param type in words
   * @param defaultValue what holds without it, as it would be written
   */
  public record Setting(
      String name, String type, boolean required, Optional<String> defaultValue, String doc) {}

  static List<PluginDocs> of(Plugin plugin) {
    return Stream.of(
            docs(plugin, "builder", "build", plugin.builder()),
            docs(plugin, "registry", "registry", plugin.registry()),
            docs(plugin, "platform", "deploy", plugin.platform()),
            docs(plugin, "releaser", "release", plugin.releaseManager()),
            docs(plugin, "config-source", "waypoint config source-set", plugin.configSource()),
            docs(plugin, "task-launcher", "waypoint runner profile set", plugin.taskLauncher()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<PluginDocs> docs(
      Plugin plugin, String type, String use, Optional<? extends Component<?>> component) {
    return component.map(
        present -> new PluginDocs(plugin.name(), type, use, settings("", present.schema())));
  }

  private static List<Setting> settings(String prefix, ConfigSchema schema) {
    List<Setting> all = new ArrayList<>();
    for (Attribute attribute : schema.attributes()) {
      all.add(
          new Setting(
              prefix + attribute.name(),
              type(attribute),
              attribute.required(),
              attribute.defaultValue(),
              attribute.doc()));
    }
    for (Block block : schema.blocks()) {
      String name = prefix + block.name();
      String type = block.repeated() ? "blocks" : "block";
      all.add(new Setting(name, type, block.required(), Optional.empty(), block.doc()));
      all.addAll(settings(name + ".", block.schema()));
    }
    return all;
  }

  private static String type(Attribute attribute) {
    return attribute.allowed().isEmpty()
        ? attribute.type().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        : String.join(" or ", attribute.allowed());
  }
}
