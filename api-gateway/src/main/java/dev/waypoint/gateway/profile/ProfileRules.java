package dev.waypoint.gateway.profile;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.runner.RunnerRegistry;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.workflows.target.TargetRunner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** What a profile must be like. */
@Singleton
final class ProfileRules {
  private static final int MAX_CONFIG = 512 * 1024;
  private static final int MAX_WARM = 100;
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
    checkSyntax(profile);
    if (profile.getWarmIdle() < 0 || profile.getWarmIdle() > MAX_WARM) {
      throw ApiException.invalid(
          "profile '%s' cannot keep %d runners started ahead: 0 to %d are possible",
          name, profile.getWarmIdle(), MAX_WARM);
    }
    if (profile.hasWarmMaxIdle() && profile.getWarmMaxIdle().getSeconds() < 1) {
      throw ApiException.invalid(
          "profile '%s' cannot keep runners for less than a second without a job", name);
    }
    TargetText.fromProto(profile.getTargetRunner());
  }

  /** What may stand in it, only the plugin knows; but it has to be readable. */
  private static void checkSyntax(Profile profile) {
    String format = profile.getPluginConfigFormat();
    String file = "plugin-config." + (format.isEmpty() ? "hcl" : format);
    SourceFile source = SourceFile.of(file, profile.getPluginConfig().toByteArray());
    Diagnostics diagnostics = new Diagnostics();
    try {
      if (format.equals("json") && !profile.getPluginConfig().isEmpty()) {
        JsonParser.parseBody(source, diagnostics);
      } else {
        Parser.parseBody(source, diagnostics);
      }
      diagnostics.throwIfErrors();
    } catch (HclException e) {
      throw ApiException.invalid(
          "the plugin configuration of profile '%s' is not readable:%n%s",
          profile.getName(), e.getMessage());
    }
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
