package dev.waypoint.cli.operation;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.hcl.config.DataSource;
import dev.waypoint.hcl.config.VariableDeclaration;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.protocol.v1.Polling;
import java.util.Optional;
import java.util.stream.Collectors;

/** The only place that knows how a waypoint.hcl is read. */
public final class HclProjectParser implements ProjectParser {
  @Override
  public ProjectConfig parse(ProjectFile file) {
    try {
      WaypointFile parsed = WaypointFile.parse(file.name(), file.text());
      Optional<DataSource> runner = parsed.dataSource();
      return new ProjectConfig(
          file,
          parsed.project(),
          parsed.appNames(),
          parsed.variables().stream()
              .map(VariableDeclaration::name)
              .collect(Collectors.toUnmodifiableSet()),
          namesProfile(parsed),
          runner.map(DataSource::enabled),
          runner.flatMap(DataSource::git).map(HclProjectParser::git),
          runner.map(HclProjectParser::polling));
    } catch (HclException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private static boolean namesProfile(WaypointFile file) {
    return file.appNames().stream().anyMatch(app -> file.runnerProfileTemplate(app).isPresent());
  }

  private static Polling polling(DataSource runner) {
    return Polling.newBuilder()
        .setEnabled(runner.pollEnabled())
        .setInterval(Durations.fromMillis(runner.pollInterval().toMillis()))
        .build();
  }

  private static dev.waypoint.protocol.v1.DataSource.Git git(DataSource.Git git) {
    return dev.waypoint.protocol.v1.DataSource.Git.newBuilder()
        .setUrl(git.url())
        .setRef(git.ref())
        .setPath(git.path())
        .setUsername(git.username())
        .setPassword(git.password())
        .setPrivateKeyPem(ByteString.copyFromUtf8(git.key()))
        .setPrivateKeyPassword(git.keyPassword())
        .setRecurseSubmodules(git.recurseSubmodules())
        .setIgnoreChangesOutsidePath(git.ignoreChangesOutsidePath())
        .build();
  }
}
