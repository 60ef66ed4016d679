package dev.waypoint.cli.operation;

import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerKind;
import java.util.Optional;

/** Where operations are executed. */
public enum ExecutionSite {
  /** By a runner inside this process, in the project's directory. */
  LOCAL,
  /** By a runner that the server picks. */
  REMOTE;

  /**
   * What {@code -local} says is obeyed. Without it an operation is remote if the project allows
   * that, has a source that runners can fetch, a static runner is online, and a profile applies.
   *
   * @throws CliException if what was asked for cannot be
   */
  static ExecutionSite choose(
      Optional<Boolean> flag, ProjectScope scope, Project record, ServerConnection server) {
    if (server.isEmbedded()) {
      if (flag.isPresent() && !flag.get()) {
        throw new CliException(
            "-local=false needs a server with runners, and none is configured: use -server-addr,"
                + " set WAYPOINT_SERVER_ADDR, or log in with 'waypoint login -token=TOKEN ADDRESS'");
      }
      return LOCAL;
    }
    if (scope.config().isEmpty()) {
      if (flag.orElse(false)) {
        throw CliException.of(
            "-local needs the waypoint.hcl of the project %s in this directory or above it",
            scope.project());
      }
      return REMOTE;
    }
    return flag.map(local -> local ? LOCAL : REMOTE)
        .orElseGet(() -> remote(scope.config().get(), record, server) ? REMOTE : LOCAL);
  }

  private static boolean remote(ProjectConfig config, Project record, ServerConnection server) {
    return record.getRemoteEnabled()
        && record.getDataSource().hasGit()
        && server
            .runners()
            .listRunners(ListRunnersRequest.getDefaultInstance())
            .getRunnersList()
            .stream()
            .anyMatch(ExecutionSite::usable)
        && (config.namesProfile() || hasDefaultProfile(server));
  }

  private static boolean usable(Runner runner) {
    return runner.getKind() == RunnerKind.STATIC
        && runner.getOnline()
        && (runner.getAdoptionState() == AdoptionState.ADOPTED
            || runner.getAdoptionState() == AdoptionState.PREADOPTED);
  }

  private static boolean hasDefaultProfile(ServerConnection server) {
    return server
        .profiles()
        .listProfiles(ListProfilesRequest.getDefaultInstance())
        .getProfilesList()
        .stream()
        .anyMatch(Profile::getDefault);
  }
}
