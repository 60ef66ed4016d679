package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Volume;
import dev.waypoint.sdk.install.ServerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The server's container before it is made.
 *
 * @param name of the container, and by which others of its network reach it
 * @param volume with its data
 * @param ports where it is published
 */
record ServerContainer(
    String name,
    String volume,
    String image,
    String network,
    List<String> command,
    List<String> environment,
    Ports ports) {
  /** On all that is made for the server; its value is the server's name. */
  static final String SERVER_LABEL = "waypoint.dev/installed-server";

  static final int GRPC = 9701;
  static final int HTTP = 9702;

  private static final String DATA = "/data";

  /** One that was not there. */
  static ServerContainer of(
      ServerConfig config, ServerSpec spec, String image, String network, String listenAddress) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "server",
                "run",
                "-data-dir=" + DATA,
                "-listen-grpc=0.0.0.0:" + GRPC,
                "-listen-http=0.0.0.0:" + HTTP,
                "-advertise-addr=" + config.serverName() + ":" + GRPC));
    command.addAll(spec.arguments());
    return new ServerContainer(
        config.serverName(),
        config.serverName(),
        image,
        network,
        command,
        new TreeMap<>(spec.environment())
            .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList(),
        new Ports(
            published(GRPC, listenAddress, config.grpcPort()),
            published(HTTP, listenAddress, config.httpPort())));
  }

  /**
   * The same with another image.
   *
   * @param imageEnvironment of the image that it has: what the image says is left to the image
   */
  static ServerContainer like(
      InspectContainerResponse present, String name, String image, List<String> imageEnvironment) {
    List<String> all =
        present.getConfig().getEnv() == null ? List.of() : List.of(present.getConfig().getEnv());
    return new ServerContainer(
        name,
        name,
        image,
        present.getHostConfig().getNetworkMode(),
        Arrays.asList(present.getConfig().getCmd()),
        all.stream().filter(entry -> !imageEnvironment.contains(entry)).toList(),
        present.getHostConfig().getPortBindings());
  }

  private static PortBinding published(int port, String address, int at) {
    return new PortBinding(Ports.Binding.bindIpAndPort(address, at), ExposedPort.tcp(port));
  }

  CreateContainerCmd fill(CreateContainerCmd create) {
    return create
        .withName(name)
        .withCmd(command)
        .withEnv(environment)
        .withAliases(name)
        .withExposedPorts(Stream.of(GRPC, HTTP).map(ExposedPort::tcp).toList())
        .withLabels(Map.of("waypoint-type", "server", SERVER_LABEL, name))
        .withHostConfig(
            HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .withPortBindings(ports)
                .withBinds(new Bind(volume, new Volume(DATA))));
  }
}
