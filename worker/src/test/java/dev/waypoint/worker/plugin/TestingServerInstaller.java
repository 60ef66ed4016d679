package dev.waypoint.worker.plugin;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledServer;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.install.ServerSpec;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A platform in memory that has one place for a server. */
final class TestingServerInstaller implements ServerInstaller {
  static final InstalledServer SERVER =
      new InstalledServer(
          "place 1",
          "look at it",
          Optional.of("outside:1"),
          Optional.of("inside:1"),
          Optional.empty());

  final List<ServerSpec> specs = new ArrayList<>();
  boolean refuses;
  private boolean present;

  @Override
  public Optional<InstalledServer> find() {
    return present ? Optional.of(SERVER) : Optional.empty();
  }

  @Override
  public InstalledServer install(ServerSpec spec, Terminal terminal) throws PluginException {
    try (Step step = terminal.step("Installing")) {
      if (refuses) {
        throw new PluginException("the platform is full");
      }
      specs.add(spec);
      present = true;
      step.done("Installed");
      return SERVER;
    }
  }

  @Override
  public InstalledServer upgrade(Terminal terminal) throws PluginException {
    if (!present) {
      throw new PluginException("there is no server to upgrade");
    }
    return SERVER;
  }

  @Override
  public boolean uninstall(Terminal terminal) {
    boolean was = present;
    present = false;
    return was;
  }
}
