package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.hcl.config.ConfigContent;
import dev.waypoint.hcl.config.ConfigKind;
import dev.waypoint.hcl.config.ConfigTarget;
import dev.waypoint.hcl.config.ConfigVariable;
import dev.waypoint.hcl.config.DynamicValue;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.Optional;

/** Configuration values between the server's words and those of the HCL module. */
final class ConfigEntries {
  private ConfigEntries() {}

  static ConfigVariable variable(ConfigEntry entry) {
    return new ConfigVariable(
        entry.name(),
        ConfigKind.valueOf(entry.kind().name()),
        target(entry.target()),
        switch (entry.content()) {
          case ConfigEntry.Content.Text text -> new ConfigContent.Text(text.text());
          case ConfigEntry.Content.Template template ->
              new ConfigContent.Template(template.template());
          case ConfigEntry.Content.Dynamic dynamic ->
              new ConfigContent.Dynamic(
                  new DynamicValue(dynamic.source(), dynamic.settings(), place(entry, dynamic)));
        });
  }

  static ConfigEntry entry(ConfigVariable variable, boolean sensitive) {
    ConfigTarget target = variable.target();
    return new ConfigEntry(
        variable.name(),
        ConfigEntry.Kind.valueOf(variable.kind().name()),
        new ConfigEntry.Target(
            target.everywhere(),
            target.app().orElse(""),
            target.runner() ? Optional.of(target.runnerId().orElse("")) : Optional.empty(),
            target.workspace().orElse(""),
            target.labels().orElse("")),
        switch (variable.content()) {
          case ConfigContent.Text text -> new ConfigEntry.Content.Text(text.text());
          case ConfigContent.Template template ->
              new ConfigEntry.Content.Template(template.template());
          case ConfigContent.Dynamic dynamic ->
              new ConfigEntry.Content.Dynamic(dynamic.value().source(), dynamic.value().settings());
        },
        sensitive);
  }

  private static ConfigTarget target(ConfigEntry.Target target) {
    return new ConfigTarget(
        target.everywhere(),
        given(target.application()),
        target.runner().isPresent(),
        target.runner().flatMap(ConfigEntries::given),
        given(target.workspace()),
        given(target.labels()));
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** What the server keeps has a place, too, for messages. */
  private static SourceRange place(ConfigEntry entry, ConfigEntry.Content.Dynamic dynamic) {
    String text = "%s = dynamic(\"%s\", {…})".formatted(entry.name(), dynamic.source());
    return new SourceRange(
        SourceFile.of("the server's configuration", text),
        new SourcePos(1, 1, 0),
        new SourcePos(1, text.length() + 1, text.length()));
  }
}
