package dev.waypoint.gateway.config;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.hcl.function.Selector;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.ConfigTarget;
import dev.waypoint.protocol.v1.ConfigVariable;
import java.util.regex.Pattern;

/** What configuration must be like. */
final class ConfigRules {
  static final int MAX_VALUE = 256 * 1024;
  private static final int MAX_NAME = 1000;

  private static final Pattern CREDENTIAL =
      Pattern.compile("token|secret|password|passphrase|credential|private|access_key|accesskey");

  private ConfigRules() {}

  /**
   * @throws ApiException INVALID_ARGUMENT
   */
  static void check(ConfigVariable variable) {
    checkName(variable);
    checkTarget(variable.getTarget());
    int size = variable.getSerializedSize();
    if (size > MAX_VALUE) {
      throw ApiException.invalid(
          "the value of %s has %d bytes, more than %d", variable.getName(), size, MAX_VALUE);
    }
    if (variable.getValueCase() == ConfigVariable.ValueCase.VALUE_NOT_SET) {
      throw ApiException.invalid("%s has no value", variable.getName());
    }
  }

  static void checkName(ConfigVariable variable) {
    String name = variable.getName();
    boolean file = variable.getKind() == ConfigVariable.Kind.FILE;
    boolean usable =
        !name.isBlank()
            && name.length() <= MAX_NAME
            && name.indexOf('\0') < 0
            && (file || (name.indexOf('=') < 0 && name.equals(name.strip())));
    if (!usable) {
      throw ApiException.invalid(
          file
              ? "'%s' is no usable path of a configuration file"
              : "'%s' is no usable name of a configuration value: up to 1000 characters, without"
                  + " '=' and surrounding spaces",
          name);
    }
  }

  private static void checkTarget(ConfigTarget target) {
    if (target.getProject().isEmpty() && !target.getApplication().isEmpty()) {
      throw ApiException.invalid(
          "a value for app '%s' needs its project: -project", target.getApplication());
    }
    if (!target.getLabelSelector().isEmpty()) {
      try {
        Selector.parse(target.getLabelSelector());
      } catch (IllegalArgumentException e) {
        throw ApiException.invalid(
            "'%s' is no label selector: %s", target.getLabelSelector(), e.getMessage());
      }
    }
  }

  static void check(ConfigSource source) {
    if (!source.getType().matches("[a-z0-9][a-z0-9-]*")) {
      throw ApiException.invalid(
          "'%s' is no type of a config source: lower case letters, digits and hyphens",
          source.getType());
    }
    if (source.getProject().isEmpty() && !source.getApplication().isEmpty()) {
      throw ApiException.invalid(
          "settings for app '%s' need its project: -project", source.getApplication());
    }
    if (source.getSerializedSize() > MAX_VALUE) {
      throw ApiException.invalid(
          "the settings have %d bytes, more than %d", source.getSerializedSize(), MAX_VALUE);
    }
  }

  /** Without what nobody needs to see again. */
  static ConfigVariable shown(ConfigVariable variable) {
    return variable.getSensitive() ? variable.toBuilder().clearValue().build() : variable;
  }

  static ConfigSource shown(ConfigSource source) {
    ConfigSource.Builder shown = source.toBuilder();
    source
        .getSettingsMap()
        .keySet()
        .forEach(
            name -> {
              if (CREDENTIAL.matcher(name.toLowerCase(java.util.Locale.ROOT)).find()) {
                shown.putSettings(name, "");
              }
            });
    return shown.build();
  }
}
