package dev.waypoint.cli.command.install;

import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.ListTokensRequest;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.TokenInfo;
import dev.waypoint.worker.plugin.PlatformRunners;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The static runner that comes with an installed server, and the profile of its platform. */
record BootstrapRunner(
    ServerConnection connection,
    PlatformRunners platform,
    String platformName,
    OutputRenderer renderer) {
  static final String ID = "static";

  /** Whether the server knows it. */
  boolean isKnown() {
    return connection
        .runners()
        .listRunners(ListRunnersRequest.getDefaultInstance())
        .getRunnersList()
        .stream()
        .anyMatch(runner -> runner.getId().equals(ID));
  }

  /**
   * Installs it, or gives the one that is there these settings; makes its profile if there is none.
   *
   * @param address of the server, for runners
   */
  void install(String address, Map<String, Object> settings, RunnerTerms terms)
      throws InterruptedException {
    List<TokenInfo> former = tokens();
    RunnerSetup setup = new RunnerSetup(connection, platform, platformName, ID, renderer);
    Map<String, String> credentials =
        setup.serverEnvironment(address, connection.server().tls(), terms.skipVerify());
    credentials.put("WAYPOINT_SERVER_TOKEN", setup.token(Map.of()));
    PlatformRunners.Installed installed = setup.install(List.of(), credentials, settings);
    setup.admit(installed, terms.timeout());
    former.forEach(
        token ->
            connection
                .tokens()
                .revokeToken(RevokeTokenRequest.newBuilder().setTokenId(token.getId()).build()));
    if (profile().isEmpty()) {
      setup.profile(profileName(), !hasDefault(), Map.of(), image(settings, terms), installed);
    }
  }

  /** Has the profile launch runners of another image. */
  void updateProfile(Map<String, Object> settings, RunnerTerms terms) {
    Optional<Profile> present = profile();
    Optional<String> image = image(settings, terms);
    if (present.isEmpty() || image.isEmpty()) {
      renderer.line(
          Style.INFO,
          "there is no profile %s: no profile's image is changed".formatted(profileName()));
      return;
    }
    Profile updated = present.get().toBuilder().setOciUrl(image.get()).build();
    connection.profiles().setProfile(SetProfileRequest.newBuilder().setProfile(updated).build());
    renderer.line(
        Style.SUCCESS,
        "the profile %s launches runners of %s now; before: %s"
            .formatted(
                updated.getName(),
                image.get(),
                present.get().getOciUrl().isEmpty()
                    ? "the server's default"
                    : present.get().getOciUrl()));
  }

  private String profileName() {
    return platform.plugin() + "-bootstrap-profile";
  }

  private Optional<Profile> profile() {
    return profiles().stream()
        .filter(profile -> profile.getName().equalsIgnoreCase(profileName()))
        .findFirst();
  }

  private boolean hasDefault() {
    return profiles().stream().anyMatch(Profile::getDefault);
  }

  private List<Profile> profiles() {
    return connection
        .profiles()
        .listProfiles(ListProfilesRequest.getDefaultInstance())
        .getProfilesList();
  }

  private List<TokenInfo> tokens() {
    return connection
        .access()
        .listTokens(ListTokensRequest.newBuilder().setKind("runner").setSubject(ID).build())
        .getTokensList();
  }

  private static Optional<String> image(Map<String, Object> settings, RunnerTerms terms) {
    return terms
        .onDemandImage()
        .or(() -> Optional.ofNullable(settings.get("runner_image")).map(Object::toString));
  }
}
