package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.util.Map;

/** Where a container's service is reached. */
final class DeploymentUrl {
  private DeploymentUrl() {}

  static String of(DeployConfig config, int servicePort, InspectContainerResponse container) {
    String host = config.urlHost().orElseGet(() -> hostOf(config.publishAddress()));
    return "http://%s:%s".formatted(host, publishedPort(servicePort, container));
  }

  private static String hostOf(String address) {
    if (address.equals("0.0.0.0") || address.equals("::")) {
      return "localhost";
    }
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static String publishedPort(int servicePort, InspectContainerResponse container) {
    Map<ExposedPort, Ports.Binding[]> bindings =
        container.getNetworkSettings().getPorts().getBindings();
    Ports.Binding[] published = bindings.get(ExposedPort.tcp(servicePort));
    if (published == null || published.length == 0) {
      // A network that needs no publishing, such as the host's own.
      return Integer.toString(servicePort);
    }
    return published[0].getHostPortSpec();
  }
}
