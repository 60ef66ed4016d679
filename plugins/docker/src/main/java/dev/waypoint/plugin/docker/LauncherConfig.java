package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.Bind;
import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How on-demand runners are started. */
record LauncherConfig(
    @Doc("Folders and volumes: source:target[:options]") List<String> binds,
    @Doc("Which daemon to talk to") Optional<ClientConfig> clientConfig,
    @Doc("Pull the image even if it is there") @Default("false") boolean forcePull,
    @Doc("More labels for the container") Map<String, String> labels,
    @Doc("The network; without it, the one labelled use=waypoint, made if there is none")
        Optional<String> network,
    @Doc("More networks, which must be there") List<String> networks,
    @Doc("What the container may use") Optional<Resources> resources,
    @Doc("More environment; what the server sets wins") Map<String, String> staticEnvironment,
    @Doc("Keep the container when its job has ended, to look at it") @Default("false")
        boolean debugContainers,
    @Doc("Give the container the daemon's socket: whoever runs in it then rules the machine")
        @Default("false")
        boolean dockerSocket,
    @Doc("More host names: name:address; host-gateway is this machine as containers see it")
        List<String> extraHosts,
    @Doc("Who we are at the image's registry") Optional<AuthConfig> auth,
    @Doc("How long the runner may take to end when it is stopped") @Default("10s")
        Duration stopTimeout) {
  LauncherConfig {
    binds.forEach(BindMounts::parse);
  }

  List<Bind> parsedBinds() {
    return binds.stream().map(BindMounts::parse).toList();
  }
}
