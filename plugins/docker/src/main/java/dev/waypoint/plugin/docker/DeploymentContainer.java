package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.waypoint.sdk.component.OperationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The container of a deployment, before it is made. */
record DeploymentContainer(DeployConfig config, OperationContext context, int servicePort) {
  /** On every deployment's container; its value is the deployment's id. */
  static final String DEPLOYMENT_LABEL = "waypoint.dev/deployment";

  private static final int DEFAULT_PORT = 3000;

  static DeploymentContainer of(
      DeployConfig config, OperationContext context, InspectImageResponse image) {
    int port = config.servicePort().orElseGet(() -> exposedPort(image));
    return new DeploymentContainer(config, context, port);
  }

  private static int exposedPort(InspectImageResponse image) {
    ExposedPort[] exposed = image.getConfig() == null ? null : image.getConfig().getExposedPorts();
    return exposed != null && exposed.length == 1 ? exposed[0].getPort() : DEFAULT_PORT;
  }

  /** The same for every attempt to make this deployment. */
  String name() {
    String plain =
        context.application().replaceAll("[^a-zA-Z0-9_.-]+", "-").replaceAll("^[_.-]+", "");
    return (plain.isEmpty() ? "app" : plain) + "-" + context.operationId();
  }

  CreateContainerCmd describe(DockerClient client, String image, String network) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(network)
            .withRestartPolicy(config.restart().policy())
            .withBinds(config.binds().stream().map(Bind::parse).toList())
            .withTmpFs(scratch())
            .withPortBindings(bindings());
    config.resources().ifPresent(resources -> resources.applyTo(host));
    CreateContainerCmd command =
        client
            .createContainerCmd(image)
            .withName(name())
            .withEnv(environment())
            .withLabels(labels())
            .withExposedPorts(bindings().stream().map(PortBinding::getExposedPort).toList())
            .withHostConfig(host);
    if (!config.command().isEmpty()) {
      command.withCmd(config.command());
    }
    return command;
  }

  private List<PortBinding> bindings() {
    List<PortBinding> bindings = new ArrayList<>();
    String address = config.publishAddress();
    Ports.Binding main =
        config
            .hostPort()
            .map(port -> Ports.Binding.bindIpAndPort(address, port))
            .orElseGet(() -> Ports.Binding.bindIp(address));
    bindings.add(new PortBinding(main, ExposedPort.tcp(servicePort)));
    for (String text : config.ports()) {
      PublishedPort more = PublishedPort.parse(text);
      bindings.add(
          new PortBinding(
              Ports.Binding.bindIpAndPort(address, more.host()),
              ExposedPort.tcp(more.container())));
    }
    for (String port : config.extraPorts()) {
      bindings.add(
          new PortBinding(
              Ports.Binding.bindIp(address), ExposedPort.tcp(PublishedPort.number(port))));
    }
    return bindings;
  }

  private Map<String, String> scratch() {
    return config.scratchPath().stream()
        .collect(Collectors.toMap(path -> path, _ -> "", (one, _) -> one));
  }

  private List<String> environment() {
    Map<String, String> all = new TreeMap<>();
    all.put("PORT", Integer.toString(servicePort));
    all.putAll(config.staticEnvironment());
    all.putAll(context.environment());
    return all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private Map<String, String> labels() {
    Map<String, String> all = new HashMap<>(config.labels());
    all.put("waypoint.dev/project", context.project());
    all.put("waypoint.dev/application", context.application());
    all.put("waypoint.dev/workspace", context.workspace());
    all.put("waypoint.dev/job", context.jobId());
    all.put("waypoint.dev/sequence", Long.toString(context.sequence()));
    all.put(DEPLOYMENT_LABEL, context.operationId());
    return all;
  }
}
