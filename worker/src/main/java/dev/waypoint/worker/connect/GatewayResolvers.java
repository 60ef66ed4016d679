package dev.waypoint.worker.connect;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Lets channels be made for targets with several addresses. */
final class GatewayResolvers extends NameResolverProvider {
  private static final String SCHEME = "waypoint-gateways";
  private static final int PRIORITY = 5;

  static {
    NameResolverRegistry.getDefaultRegistry().register(new GatewayResolvers());
  }

  private GatewayResolvers() {}

  /** What a channel to these gateways is made for. */
  static String uri(GatewayTarget target) {
    try {
      return new URI(SCHEME, null, "/" + target.address(), null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "server address '%s' cannot be used".formatted(target.address()), e);
    }
  }

  @Override
  public NameResolver newNameResolver(URI uri, NameResolver.Args args) {
    if (!SCHEME.equals(uri.getScheme())) {
      return null;
    }
    List<GatewayAddress> addresses =
        GatewayTarget.parse(uri.getPath().substring(1), new TlsTrust.System()).addresses();
    Executor executor =
        Objects.requireNonNullElseGet(args.getOffloadExecutor(), () -> Thread::startVirtualThread);
    return new GatewayResolver(addresses, args.getProxyDetector(), executor);
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return List.of(InetSocketAddress.class);
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return PRIORITY;
  }
}
