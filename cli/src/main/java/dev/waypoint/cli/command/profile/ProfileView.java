package dev.waypoint.cli.command.profile;

import com.google.protobuf.util.Durations;
import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.protocol.v1.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Profiles for people. */
final class ProfileView {
  private ProfileView() {}

  static Table table(List<Profile> profiles) {
    return new Table(
        List.of("Name", "Plugin Type", "OCI URL", "Target Runner", "Default"),
        profiles.stream()
            .map(
                profile ->
                    List.of(
                        profile.getName(),
                        profile.getPluginType(),
                        profile.getOciUrl(),
                        Words.target(profile.getTargetRunner()),
                        profile.getDefault() ? "yes" : ""))
            .toList());
  }

  static List<Field> fields(Profile profile) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                new Field("Name", profile.getName()),
                new Field("ID", profile.getId()),
                new Field("Default", Words.yesNo(profile.getDefault())),
                new Field(
                    "OCI URL",
                    profile.getOciUrl().isEmpty() ? "the server's default" : profile.getOciUrl()),
                new Field("Plugin Type", profile.getPluginType()),
                new Field("Target Runner", Words.target(profile.getTargetRunner())),
                new Field(
                    "Environment Variables",
                    new TreeMap<>(profile.getEnvironmentMap())
                        .entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n")))));
    if (profile.getWarmIdle() > 0) {
      fields.add(new Field("Started Ahead", warm(profile)));
    }
    if (!profile.getPluginConfig().isEmpty()) {
      fields.add(
          new Field(
              "Plugin Config (" + profile.getPluginConfigFormat() + ")",
              profile.getPluginConfig().toStringUtf8().stripTrailing()));
    }
    return fields;
  }

  private static String warm(Profile profile) {
    return profile.hasWarmMaxIdle()
        ? "%d, at most %s without a job"
            .formatted(profile.getWarmIdle(), Durations.toString(profile.getWarmMaxIdle()))
        : String.valueOf(profile.getWarmIdle());
  }
}
