package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.waypoint.sdk.task.LaunchSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The container of a task, before it is made: no privilege, no added capability. */
record TaskContainer(LaunchSpec spec, LauncherConfig config) {
  /** On every task's container; its value is the task's name. */
  static final String TASK_LABEL = "waypoint.dev/task";

  private static final String HOST = "host.docker.internal";

  CreateContainerCmd describe(DockerClient client, String image, String network) {
    CreateContainerCmd command =
        client
            .createContainerCmd(image)
            .withName(spec.name().value())
            .withEnv(environment())
            .withLabels(labels())
            .withHostConfig(hostConfig(network));
    if (!spec.entrypoint().isEmpty()) {
      command.withEntrypoint(spec.entrypoint());
    }
    if (!spec.arguments().isEmpty()) {
      command.withCmd(spec.arguments());
    }
    return command;
  }

  private HostConfig hostConfig(String network) {
    List<Bind> binds = new ArrayList<>(config.parsedBinds());
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(network)
            .withRestartPolicy(RestartPolicy.noRestart())
            .withSecurityOpts(List.of("no-new-privileges"))
            .withExtraHosts(extraHosts().toArray(String[]::new));
    if (config.dockerSocket()) {
      binds.add(DockerSocket.bind(DockerSocket.PATH));
      DockerSocket.allow(host, DockerSocket.PATH);
    }
    config.resources().ifPresent(resources -> resources.applyTo(host));
    return host.withBinds(binds);
  }

  /** A server on this machine can be reached by its name, unless the name is given another way. */
  private List<String> extraHosts() {
    List<String> hosts = new ArrayList<>(config.extraHosts());
    if (hosts.stream().noneMatch(host -> host.startsWith(HOST + ":"))) {
      hosts.add(HOST + ":host-gateway");
    }
    return hosts;
  }

  private List<String> environment() {
    Map<String, String> all = new TreeMap<>();
    all.put("container", "docker");
    all.putAll(config.staticEnvironment());
    all.putAll(spec.environment());
    return all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private Map<String, String> labels() {
    Map<String, String> all = new HashMap<>(config.labels());
    all.putAll(spec.labels());
    all.put(TASK_LABEL, spec.name().value());
    return all;
  }
}
