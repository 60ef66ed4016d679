package dev.waypoint.plugin.nomad;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Sensitive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How on-demand runners are started. */
record LauncherConfig(
    @Doc(
            "URL of Nomad's API, also given to runners as NOMAD_ADDR; without it, NOMAD_ADDR of the launching runner, or http://localhost:4646")
        Optional<String> nomadHost,
    @Doc("The region; without it, NOMAD_REGION or \"global\"") Optional<String> region,
    @Doc("The namespace; without it, NOMAD_NAMESPACE or \"default\"") Optional<String> namespace,
    @Doc("The datacenter, or several with commas between; \"*\" is any") @Default("dc1")
        String datacenter,
    @Doc("CPU in MHz") @Default("200") int resourcesCpu,
    @Doc("Memory in MB") @Default("2000") int resourcesMemory,
    @Doc("ACL token of the launching runner; without it, NOMAD_TOKEN") @Sensitive
        Optional<String> token,
    @Doc("Certificate authority as a file or PEM; without it, NOMAD_CACERT")
        Optional<String> caCert,
    @Doc("Client certificate as a file or PEM; without it, NOMAD_CLIENT_CERT")
        Optional<String> clientCert,
    @Doc("Key of the client certificate as a file or PEM; without it, NOMAD_CLIENT_KEY") @Sensitive
        Optional<String> clientKey,
    @Doc(
            "Name that the server's certificate must have; without it, NOMAD_TLS_SERVER_NAME or the URL's")
        Optional<String> tlsServerName,
    @Doc("Trust any certificate; without it, NOMAD_SKIP_VERIFY") Optional<Boolean> tlsSkipVerify,
    @Doc("More environment; what the server sets wins") Map<String, String> staticEnvironment,
    @Doc("More metadata for the job") Map<String, String> meta,
    @Doc("Pull the image even if it is there") @Default("false") boolean forcePull,
    @Doc(
            "Where the runner's environment with its token is kept: in a Nomad variable, or in the job for servers without variables")
        @Default("variable")
        Secrets secrets,
    @Doc(
            "JSON of a job as Nomad's API takes it, laid over the one that is made; its group and task are named runner")
        Optional<String> job,
    @Doc("How long a runner may take until it runs: room, image") @Default("5m")
        Duration pendingTimeout,
    @Doc(
            "How long the runner may take to end when it is stopped; Nomad's clients allow 30s unless configured otherwise")
        @Default("30s")
        Duration stopTimeout) {

  /** Where the runner's environment is kept. */
  enum Secrets {
    VARIABLE,
    JOB
  }

  LauncherConfig {
    Datacenters.parse("datacenter", datacenter);
    require(resourcesCpu > 0, "resources_cpu must be more than 0 MHz");
    require(resourcesMemory >= 10, "resources_memory is less than Nomad's least, 10 MB");
    require(pendingTimeout.isPositive(), "pending_timeout must be longer than 0s");
    require(!stopTimeout.isNegative(), "stop_timeout is negative");
    job.ifPresent(Overlay::parse);
  }

  List<String> datacenters() {
    return Datacenters.parse("datacenter", datacenter);
  }

  /** What it says about the way to Nomad. */
  NomadAccess.Settings access() {
    return new NomadAccess.Settings(
        nomadHost,
        region,
        namespace,
        token,
        new NomadAccess.TlsSettings(caCert, clientCert, clientKey, tlsServerName, tlsSkipVerify));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
