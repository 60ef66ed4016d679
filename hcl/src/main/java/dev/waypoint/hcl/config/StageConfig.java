package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Body;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a stage is done in a workspace.
 *
 * @param plugin the plugin that does it
 * @param body the configuration of the plugin, not decoded: see {@link BodyDecoder}
 * @param context what expressions in the body see
 * @param hooks the commands beside the stage, in the order of the file
 * @param labels the labels of the stage
 * @param range where the plugin is named
 */
public record StageConfig(
    String plugin,
    Body body,
    EvalContext context,
    List<Hook> hooks,
    Map<String, String> labels,
    SourceRange range) {
  public StageConfig {
    Objects.requireNonNull(plugin, "plugin is null");
    Objects.requireNonNull(body, "body is null");
    Objects.requireNonNull(context, "context is null");
    hooks = List.copyOf(hooks);
    labels = Map.copyOf(labels);
  }

  /** The hooks of a moment. */
  public List<Hook> hooks(Hook.When when) {
    return hooks.stream().filter(hook -> hook.when() == when).toList();
  }
}
