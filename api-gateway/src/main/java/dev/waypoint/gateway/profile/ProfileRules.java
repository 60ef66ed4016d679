package dev.waypoint.gateway.profile;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** What a profile must be like. */
@Singleton
final class ProfileRules {
  private static final int MAX_CONFIG = 512 * 1024;
  private static final Set<String> FORMATS = Set.of("", "hcl", "json");

  private final RunnerRegistry runners;

  ProfileRules(RunnerRegistry runners) {
    this.runners = runners;
  }

  void check(Profile profile) {
    String name = profile.getName();
    if (name.isBlank() || name.contains("/") || name.contains("..") || name.length() > 255) {
      throw ApiException.invalid(
          "'%s' is no usable profile name: up to 255 characters, without '/' and '..'", name);
    }
    if (profile.getPluginType().isBlank()) {
      throw ApiException.invalid(
          "profile '%s' needs a plugin type, such as docker: -plugin-type", name);
    }
    if (profile.getPluginConfig().size() > MAX_CONFIG) {
      throw ApiException.invalid(
          "the plugin configuration of profile '%s' has %d bytes; up to %d are possible",
          name, profile.getPluginConfig().size(), MAX_CONFIG);
    }
    if (!FORMATS.contains(profile.getPluginConfigFormat())) {
      throw ApiException.invalid(
          "'%s' is no format of a plugin configuration: hcl or json",
          profile.getPluginConfigFormat());
    }
    TargetText.fromProto(profile.getTargetRunner());
  }

  /** What is allowed but probably not meant. */
  List<String> warnings(Profile profile) {
    TargetRunner target = TargetText.fromProto(profile.getTargetRunner());
    boolean known =
        runners.runners(false).stream()
            .anyMatch(row -> target.matches(row.id(), row.labels(), row.byIdOnly()));
    return known
        ? List.of()
        : List.of(
            "no registered runner matches %s: jobs of profile '%s' are refused until one does"
                .formatted(target.describe(), profile.getName()));
  }
}
