package dev.waypoint.worker.gateway;

import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.KeptConfig;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.ConfigTarget;
import dev.waypoint.protocol.v1.ConfigVariable;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Configuration, as it travels. */
final class ConfigMapper {
  private ConfigMapper() {}

  static KeptConfig kept(GetJobAssignmentResponse response) {
    Map<String, Map<String, String>> sources =
        response.getConfigSourcesList().stream()
            .collect(Collectors.toMap(ConfigSource::getType, ConfigSource::getSettingsMap));
    return new KeptConfig(
        response.getConfigList().stream().map(ConfigMapper::entry).toList(), sources);
  }

  /** The project is the job's. */
  static ConfigVariable variable(ConfigEntry entry) {
    ConfigTarget.Builder target =
        ConfigTarget.newBuilder()
            .setApplication(entry.target().application())
            .setWorkspace(entry.target().workspace())
            .setLabelSelector(entry.target().labels());
    entry.target().runner().ifPresent(target::setRunner);
    ConfigVariable.Builder variable =
        ConfigVariable.newBuilder()
            .setName(entry.name())
            .setKind(ConfigVariable.Kind.valueOf(entry.kind().name()))
            .setTarget(target)
            .setSensitive(entry.sensitive());
    switch (entry.content()) {
      case ConfigEntry.Content.Text(String text) -> variable.setText(text);
      case ConfigEntry.Content.Template(String template) -> variable.setTemplate(template);
      case ConfigEntry.Content.Dynamic(String source, Map<String, String> settings) ->
          variable.setDynamic(
              ConfigVariable.Dynamic.newBuilder().setSource(source).putAllSettings(settings));
    }
    return variable.build();
  }

  private static ConfigEntry entry(ConfigVariable variable) {
    ConfigTarget target = variable.getTarget();
    return new ConfigEntry(
        variable.getName(),
        switch (variable.getKind()) {
          case ENV -> ConfigEntry.Kind.ENV;
          case FILE -> ConfigEntry.Kind.FILE;
          case INTERNAL -> ConfigEntry.Kind.INTERNAL;
          case UNRECOGNIZED -> throw newer();
        },
        new ConfigEntry.Target(
            target.getProject().isEmpty(),
            target.getApplication(),
            target.hasRunner() ? Optional.of(target.getRunner()) : Optional.empty(),
            target.getWorkspace(),
            target.getLabelSelector()),
        switch (variable.getValueCase()) {
          case TEXT -> new ConfigEntry.Content.Text(variable.getText());
          case TEMPLATE -> new ConfigEntry.Content.Template(variable.getTemplate());
          case DYNAMIC ->
              new ConfigEntry.Content.Dynamic(
                  variable.getDynamic().getSource(), variable.getDynamic().getSettingsMap());
          case VALUE_NOT_SET -> throw newer();
        },
        variable.getSensitive());
  }

  private static GatewayException newer() {
    return new GatewayException(
        GatewayException.Kind.REFUSED,
        "the job's configuration is of a newer kind: update this runner");
  }
}
