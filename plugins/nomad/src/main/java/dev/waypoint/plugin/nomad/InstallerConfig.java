package dev.waypoint.plugin.nomad;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Sensitive;
import java.util.List;
import java.util.Optional;

/** How a static runner is installed. */
record InstallerConfig(
    @Doc(
            "URL of Nomad's API, also given to the runner; without it, NOMAD_ADDR or"
                + " http://localhost:4646")
        Optional<String> nomadHost,
    @Doc("The region; without it, NOMAD_REGION or \"global\"") Optional<String> region,
    @Doc("The namespace; without it, NOMAD_NAMESPACE or \"default\"") Optional<String> namespace,
    @Doc("ACL token of whoever installs; without it, NOMAD_TOKEN") @Sensitive
        Optional<String> token,
    @Doc("The datacenter, or several with commas between; \"*\" is any") @Default("dc1") String dc,
    @Doc("Image of the runner") String runnerImage,
    @Doc("CPU in MHz") @Default("200") int runnerCpu,
    @Doc("Memory in MB") @Default("600") int runnerMemory,
    @Doc("A host volume of the nodes for the runner's state; without it, it has none that lasts")
        Optional<String> hostVolume,
    @Doc("A CSI volume for the runner's state, instead of a host volume") Optional<CsiConfig> csi,
    @Doc("Make the policy by which the runner's job may launch others; needs a management token")
        @Default("true")
        boolean runnerPolicyInit) {
  InstallerConfig {
    Datacenters.parse("dc", dc);
    if (runnerCpu <= 0) {
      throw new IllegalArgumentException("runner_cpu must be more than 0 MHz");
    }
    if (runnerMemory < 10) {
      throw new IllegalArgumentException("runner_memory is less than Nomad's least, 10 MB");
    }
    if (csi.isPresent() && hostVolume.isPresent()) {
      throw new IllegalArgumentException(
          "the runner's state lies on one volume: give host_volume or csi.volume_provider, not"
              + " both");
    }
  }

  List<String> datacenters() {
    return Datacenters.parse("dc", dc);
  }

  /** Whether the runner's state outlives its container. */
  boolean keepsState() {
    return hostVolume.isPresent() || csi.isPresent();
  }

  NomadAccess.Settings access() {
    return new NomadAccess.Settings(
        nomadHost,
        region,
        namespace,
        token,
        new NomadAccess.TlsSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
