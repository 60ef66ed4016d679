package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.install.InstalledServer;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the server's service is reached from outside, which depends on its kind. */
final class ServerAddress {
  private final Cluster cluster;

  ServerAddress(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Empty: the cluster has given it none yet. */
  Optional<String> of(Service service) throws KubeFault, InterruptedException {
    return switch (service.getSpec().getType()) {
      case "LoadBalancer" -> balanced(service).map(ServerAddress::withPort);
      case "NodePort" -> node(service);
      default ->
          isHeadless(service)
              ? pod().map(ServerAddress::withPort)
              : Optional.of(withPort(service.getSpec().getClusterIP()));
    };
  }

  /** The same for pods of the cluster. */
  Optional<String> inside(Service service) throws KubeFault, InterruptedException {
    return isHeadless(service)
        ? of(service)
        : Optional.of(
            "%s.%s.svc:%d".formatted(ServerParts.NAME, cluster.namespace(), ServerParts.GRPC));
  }

  private static String withPort(String host) {
    return InstalledServer.hostAndPort(host, ServerParts.GRPC);
  }

  private static boolean isHeadless(Service service) {
    return "None".equals(service.getSpec().getClusterIP());
  }

  private static Optional<String> balanced(Service service) {
    List<LoadBalancerIngress> ingress =
        service.getStatus() == null || service.getStatus().getLoadBalancer() == null
            ? List.of()
            : service.getStatus().getLoadBalancer().getIngress();
    return ingress.stream()
        .flatMap(one -> Stream.of(one.getHostname(), one.getIp()))
        .filter(host -> host != null && !host.isEmpty())
        .findFirst();
  }

  /** The node of its pod, so that it is one that runs. */
  private Optional<String> node(Service service) throws KubeFault, InterruptedException {
    Optional<String> name =
        thePod().map(pod -> pod.getSpec().getNodeName()).filter(node -> !node.isEmpty());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<NodeAddress> addresses =
        cluster
            .find(
                "look for the node " + name.get(),
                client -> client.nodes().withName(name.get()).get())
            .map(node -> node.getStatus().getAddresses())
            .orElse(List.of());
    Optional<Integer> port =
        service.getSpec().getPorts().stream()
            .filter(one -> ServerParts.GRPC_PORT.equals(one.getName()))
            .map(ServicePort::getNodePort)
            .filter(number -> number != null && number > 0)
            .findFirst();
    return Stream.of("ExternalIP", "InternalIP")
        .flatMap(type -> addresses.stream().filter(one -> one.getType().equals(type)))
        .map(NodeAddress::getAddress)
        .findFirst()
        .flatMap(host -> port.map(number -> InstalledServer.hostAndPort(host, number)));
  }

  private Optional<String> pod() throws KubeFault, InterruptedException {
    return thePod()
        .map(pod -> pod.getStatus() == null ? "" : pod.getStatus().getPodIP())
        .filter(address -> !address.isEmpty());
  }

  /** One that is about to end is none any more. */
  private Optional<Pod> thePod() throws KubeFault, InterruptedException {
    return cluster
        .find(
            "look for the pod of the server",
            client ->
                client
                    .pods()
                    .inNamespace(cluster.namespace())
                    .withName(ServerParts.NAME + "-0")
                    .get())
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null);
  }
}
