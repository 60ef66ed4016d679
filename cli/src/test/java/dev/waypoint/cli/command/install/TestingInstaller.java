package dev.waypoint.cli.command.install;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.install.InstalledServer;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.install.ServerSpec;
import dev.waypoint.sdk.output.Terminal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A cluster in memory, in whose namespaces servers are put by hand. */
final class TestingInstaller {
  boolean refuses;
  private final Map<String, Optional<String>> addresses = new HashMap<>();

  record Config(
      @Doc("As of the real one") String serverImage,
      @Doc("As of the real one") @Default("default") String namespace) {}

  void put(String namespace, Optional<String> address) {
    addresses.put(namespace, address);
  }

  ServerInstaller in(Config config) {
    return new ServerInstaller() {
      @Override
      public Optional<InstalledServer> find() throws PluginException {
        if (refuses) {
          throw new PluginException("nobody answers");
        }
        return Optional.ofNullable(addresses.get(config.namespace()))
            .map(
                address ->
                    new InstalledServer(
                        "server in " + config.namespace(),
                        "look at it",
                        address,
                        address,
                        Optional.empty()));
      }

      @Override
      public InstalledServer install(ServerSpec spec, Terminal terminal) throws PluginException {
        throw new PluginException("whoever looks for a server installs none");
      }

      @Override
      public InstalledServer upgrade(Terminal terminal) throws PluginException {
        throw new PluginException("whoever looks for a server upgrades none");
      }

      @Override
      public boolean uninstall(Terminal terminal) throws PluginException {
        throw new PluginException("whoever looks for a server removes none");
      }
    };
  }
}
