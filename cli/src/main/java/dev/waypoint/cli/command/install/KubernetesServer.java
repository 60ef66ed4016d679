package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformServers;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server that {@code waypoint install} made in a cluster, for who wants to log in there. */
public final class KubernetesServer {
  /** What contexts of such a server say that it is installed on. */
  public static final String PLATFORM = "kubernetes";

  @Option(
      names = "-from-kubernetes",
      description =
          "Log in at the server that 'waypoint install' made in a cluster; the token has to be given.")
  private boolean wanted;

  @Option(
      names = {"-from-kubernetes-namespace", "-k8s-namespace"},
      paramLabel = "NAME",
      description = "The namespace of that server; default: default.")
  private String namespace;

  @Mixin private KubeconfigFlags cluster = new KubeconfigFlags();

  /**
   * A server that was found.
   *
   * @param resource the cluster's name of it
   * @param address {@code HOST:PORT} by which this machine reaches it
   */
  public record Found(String resource, String address) {}

  /**
   * Whether it is to be looked for.
   *
   * @throws CliException if only is said where
   */
  public boolean isWanted() {
    if (!wanted && (namespace != null || cluster.isSaid())) {
      throw new CliException(
          "-from-kubernetes-namespace, -k8s-config-path and -k8s-context say where to look for a"
              + " server: add -from-kubernetes");
    }
    return wanted;
  }

  /**
   * Asks the cluster; blocks until it answers.
   *
   * @param say takes what is wrong with plugins
   * @throws CliException if there is none, it has no address yet, or the cluster cannot be asked
   */
  public Found find(Program program, Consumer<String> say) throws InterruptedException {
    return find(Platforms.requireServers(program, PLATFORM, say));
  }

  Found find(PlatformServers servers) throws InterruptedException {
    PlatformServers.Installed installed;
    try {
      installed = servers.find(settings()).orElseThrow(this::missing);
    } catch (InstallFailedException e) {
      throw new CliException(
          "the server cannot be looked for in the cluster: " + e.getMessage(), e);
    }
    String address =
        installed
            .address()
            .orElseThrow(
                () ->
                    CliException.of(
                        "the %s has no address yet: wait until the cluster has given it one, or log"
                            + " in with 'waypoint login -token=TOKEN ADDRESS' where you know another",
                        installed.resource()));
    return new Found(installed.resource(), address);
  }

  private CliException missing() {
    return CliException.of(
        "there is no server that 'waypoint install' made in the namespace %s of the cluster:"
            + " -from-kubernetes-namespace, -k8s-context and -k8s-config-path name another",
        namespace == null ? "default" : namespace);
  }

  private Map<String, Object> settings() {
    return cluster
        .settings()
        .put("server_image", PlatformFlags.imageOr(null))
        .put("namespace", namespace)
        .asMap();
  }
}
