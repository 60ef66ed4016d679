package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledServer;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.install.ServerSpec;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server is a container that the daemon starts again whenever it is not stopped by hand, and a
 * volume of the same name with its data.
 *
 * <p>In an upgrade the old container keeps all it has under another name until the new one is
 * started. Whoever comes after an upgrade that was lost midway finds it there.
 */
final class DockerServerInstaller implements ServerInstaller {
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> EVERYWHERE = List.of("0.0.0.0", "::");

  private final ServerConfig config;
  private final String name;
  private final String former;

  DockerServerInstaller(ServerConfig config) {
    this.config = config;
    this.name = config.serverName();
    this.former = name + "-former";
  }

  @Override
  public Optional<InstalledServer> find() throws PluginException, InterruptedException {
    return DockerWork.there(
        docker -> {
          Optional<InspectContainerResponse> present = present(docker, name);
          if (present.isEmpty()) {
            present = present(docker, former);
          }
          return present.map(container -> describe(docker, container));
        });
  }

  @Override
  public InstalledServer install(ServerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException {
    return DockerWork.there(
        docker -> {
          try (Step step = terminal.step("Installing the server")) {
            settle(docker);
            Optional<InspectContainerResponse> present = present(docker, name);
            if (present.isEmpty()) {
              create(docker, spec, terminal);
            }
            new Containers(docker).start(name);
            step.done(
                present.isPresent()
                    ? "The container %s is there already".formatted(name)
                    : "Started the container " + name);
          }
          return described(docker);
        });
  }

  private void create(Docker docker, ServerSpec spec, Terminal terminal)
      throws DockerFault, InterruptedException {
    ImageReference image = image();
    new Images(docker, terminal).ensure(image, false, Optional.empty());
    checkVolume(docker);
    String network =
        config.network().isPresent() ? config.network().get() : new Networks(docker).shared();
    docker.run(
        "make the volume " + name,
        client ->
            client
                .createVolumeCmd()
                .withName(name)
                .withLabels(Map.of(ServerContainer.SERVER_LABEL, name))
                .exec());
    make(
        docker, ServerContainer.of(config, spec, image.toString(), network, listenAddress(docker)));
  }

  private static void make(Docker docker, ServerContainer container)
      throws DockerFault, InterruptedException {
    docker.finish(
        "make the container " + container.name(),
        client -> container.fill(client.createContainerCmd(container.image())).exec());
  }

  @Override
  public InstalledServer upgrade(Terminal terminal) throws PluginException, InterruptedException {
    return DockerWork.there(
        docker -> {
          settle(docker);
          InspectContainerResponse present =
              present(docker, name)
                  .orElseThrow(
                      () ->
                          DockerFault.lasting(
                              "there is no container %s to upgrade: install the server first"
                                  .formatted(name)));
          ImageReference image = image();
          Images images = new Images(docker, terminal);
          images.ensure(image, false, Optional.empty());
          List<String> imageEnvironment =
              images
                  .find(present.getImageId())
                  .map(InspectImageResponse::getConfig)
                  .map(of -> of.getEnv() == null ? List.<String>of() : List.of(of.getEnv()))
                  .orElse(List.of());
          try (Step step = terminal.step("Upgrading the server")) {
            replace(
                docker, ServerContainer.like(present, name, image.toString(), imageEnvironment));
            step.done("The container %s runs %s".formatted(name, image));
          }
          return described(docker);
        });
  }

  /** The old one takes over again where the new one does not start. */
  private void replace(Docker docker, ServerContainer fresh)
      throws DockerFault, InterruptedException {
    Containers containers = new Containers(docker);
    containers.stop(name, GRACE);
    rename(docker, name, former);
    try {
      make(docker, fresh);
      containers.start(name);
    } catch (DockerFault e) {
      containers.remove(name);
      rename(docker, former, name);
      containers.start(name);
      throw e;
    }
    containers.remove(former);
  }

  private static void rename(Docker docker, String from, String to)
      throws DockerFault, InterruptedException {
    docker.run(
        "rename the container %s to %s".formatted(from, to),
        client -> client.renameContainerCmd(from).withName(to).exec());
  }

  /** Ends an upgrade that was lost midway: the old container goes if there is a new one. */
  private void settle(Docker docker) throws DockerFault, InterruptedException {
    if (present(docker, former).isEmpty()) {
      return;
    }
    if (present(docker, name).isEmpty()) {
      rename(docker, former, name);
    } else {
      new Containers(docker).remove(former);
    }
  }

  @Override
  public boolean uninstall(Terminal terminal) throws PluginException, InterruptedException {
    return DockerWork.there(
        docker -> {
          try (Step step = terminal.step("Removing the server")) {
            boolean removed = remove(docker, name) | remove(docker, former);
            checkVolume(docker);
            Optional<?> volume =
                docker.find(
                    "look for the volume " + name, client -> client.inspectVolumeCmd(name).exec());
            if (volume.isPresent()) {
              docker.find(
                  "remove the volume " + name,
                  client -> {
                    client.removeVolumeCmd(name).exec();
                    return name;
                  });
            }
            boolean any = removed || volume.isPresent();
            step.done(
                any
                    ? "Removed the container and the volume " + name
                    : "There was no container and no volume " + name);
            return any;
          }
        });
  }

  private boolean remove(Docker docker, String container) throws DockerFault, InterruptedException {
    Optional<InspectContainerResponse> present = present(docker, container);
    if (present.isEmpty()) {
      return false;
    }
    Containers containers = new Containers(docker);
    containers.stop(container, GRACE);
    containers.remove(container);
    return true;
  }

  /** Whether there is one of that name; not somebody else's. */
  private Optional<InspectContainerResponse> present(Docker docker, String container)
      throws DockerFault, InterruptedException {
    Optional<InspectContainerResponse> present = new Containers(docker).find(container);
    if (present.isPresent() && !isOurs(present.get().getConfig().getLabels())) {
      throw foreign("container", container);
    }
    return present;
  }

  private void checkVolume(Docker docker) throws DockerFault, InterruptedException {
    Optional<Map<String, String>> labels =
        docker
            .find("look for the volume " + name, client -> client.inspectVolumeCmd(name).exec())
            .map(volume -> volume.getLabels() == null ? Map.of() : volume.getLabels());
    if (labels.isPresent() && !isOurs(labels.get())) {
      throw foreign("volume", name);
    }
  }

  private boolean isOurs(Map<String, String> labels) {
    return labels != null && name.equals(labels.get(ServerContainer.SERVER_LABEL));
  }

  private DockerFault foreign(String kind, String what) {
    return DockerFault.lasting(
        "there is a %s %s that was not made for this server: it has no label %s=%s"
            .formatted(kind, what, ServerContainer.SERVER_LABEL, name));
  }

  private InstalledServer described(Docker docker) throws DockerFault, InterruptedException {
    return describe(
        docker,
        present(docker, name)
            .orElseThrow(() -> DockerFault.lasting("the container %s is gone".formatted(name))));
  }

  private InstalledServer describe(Docker docker, InspectContainerResponse container) {
    Ports ports = container.getHostConfig().getPortBindings();
    return new InstalledServer(
        "container " + name,
        "docker logs " + name,
        published(docker, ports, ServerContainer.GRPC),
        Optional.of(name + ":" + ServerContainer.GRPC),
        published(docker, ports, ServerContainer.HTTP));
  }

  private static Optional<String> published(Docker docker, Ports ports, int port) {
    Ports.Binding[] bindings = ports.getBindings().get(ExposedPort.tcp(port));
    if (bindings == null || bindings.length == 0) {
      return Optional.empty();
    }
    String at = bindings[0].getHostIp();
    String host = at == null || at.isEmpty() || EVERYWHERE.contains(at) ? machine(docker) : at;
    return Optional.of(
        InstalledServer.hostAndPort(host, Integer.parseInt(bindings[0].getHostPortSpec())));
  }

  private String listenAddress(Docker docker) {
    return config
        .listenAddress()
        .orElse(machine(docker).equals(LOOPBACK) ? LOOPBACK : EVERYWHERE.getFirst());
  }

  /** That of the daemon. */
  private static String machine(Docker docker) {
    String host = URI.create(docker.host()).getHost();
    if (host == null || host.equals("localhost")) {
      return LOOPBACK;
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private ImageReference image() throws DockerFault {
    try {
      return ImageReference.parse(config.serverImage());
    } catch (IllegalArgumentException e) {
      throw DockerFault.lasting(e.getMessage());
    }
  }
}
