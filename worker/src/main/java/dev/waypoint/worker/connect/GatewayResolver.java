package dev.waypoint.worker.connect;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.ProxyDetector;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Finds the gateways of a target, in its order. A name that is not known (any more) is left out as
 * long as another one is; names are asked for again whenever a connection breaks. Each gateway is
 * expected to prove that it is the host of its own address.
 */
final class GatewayResolver extends NameResolver {
  private final List<GatewayAddress> addresses;
  private final ProxyDetector proxies;
  private final Executor executor;
  private Listener2 listener;

  GatewayResolver(List<GatewayAddress> addresses, ProxyDetector proxies, Executor executor) {
    this.addresses = addresses;
    this.proxies = proxies;
    this.executor = executor;
  }

  @Override
  public String getServiceAuthority() {
    return addresses.getFirst().toString();
  }

  @Override
  public void start(Listener2 to) {
    listener = to;
    refresh();
  }

  @Override
  public void refresh() {
    executor.execute(() -> listener.onResult(resolve()));
  }

  @Override
  public void shutdown() {}

  private ResolutionResult resolve() {
    List<EquivalentAddressGroup> found = new ArrayList<>();
    IOException failure = null;
    for (GatewayAddress address : addresses) {
      try {
        Attributes itself =
            Attributes.newBuilder()
                .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, address.toString())
                .build();
        found.add(new EquivalentAddressGroup(sockets(address), itself));
      } catch (IOException e) {
        failure = e;
      }
    }
    StatusOr<List<EquivalentAddressGroup>> result =
        found.isEmpty()
            ? StatusOr.fromStatus(
                Status.UNAVAILABLE
                    .withDescription("none of the servers' hosts is known")
                    .withCause(failure))
            : StatusOr.fromValue(found);
    return ResolutionResult.newBuilder().setAddressesOrError(result).build();
  }

  private List<SocketAddress> sockets(GatewayAddress address) throws IOException {
    SocketAddress proxied =
        proxies.proxyFor(InetSocketAddress.createUnresolved(address.host(), address.port()));
    if (proxied != null) {
      return List.of(proxied);
    }
    return Arrays.stream(InetAddress.getAllByName(address.host()))
        .map(host -> (SocketAddress) new InetSocketAddress(host, address.port()))
        .toList();
  }
}
