package dev.waypoint.worker.connect;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One connection to a gateway. It is made with the first call, made again when it breaks - to
 * another one, where the target has several -, and pings every 25 seconds while calls are open, so
 * that a peer that vanished is noticed.
 */
public final class GatewayChannel implements AutoCloseable {
  /** The gateway permits pings from 20 seconds on. */
  static final Duration KEEPALIVE = Duration.ofSeconds(25);

  private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  private final ManagedChannel channel;
  private final Channel authorised;

  private GatewayChannel(ManagedChannel channel, AccessToken credentials) {
    this.channel = channel;
    this.authorised = ClientInterceptors.intercept(channel, credentials.interceptor());
  }

  /**
   * Opens nothing yet.
   *
   * @throws IllegalArgumentException when the pinned certificate cannot be read
   */
  public static GatewayChannel open(GatewayTarget target, AccessToken credentials) {
    NettyChannelBuilder builder =
        builder(target)
            .keepAliveTime(KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEPALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .disableServiceConfigLookUp();
    switch (target.trust()) {
      case TlsTrust.Plaintext plaintext -> builder.usePlaintext();
      case TlsTrust.System system -> builder.useTransportSecurity();
      case TlsTrust.SkipVerify skip -> secure(builder, TrustManagers.anything());
      case TlsTrust.Pinned pinned -> secure(builder, TrustManagers.oneOf(read(pinned.pem())));
    }
    return new GatewayChannel(builder.build(), credentials);
  }

  private static NettyChannelBuilder builder(GatewayTarget target) {
    GatewayAddress first = target.addresses().getFirst();
    return target.addresses().size() == 1
        ? NettyChannelBuilder.forAddress(first.host(), first.port())
        : NettyChannelBuilder.forTarget(GatewayResolvers.uri(target));
  }

  /** Wraps a channel that the caller made, for servers in the same process. */
  public static GatewayChannel over(ManagedChannel channel, AccessToken credentials) {
    return new GatewayChannel(channel, credentials);
  }

  /** For stubs: adds the credentials to every call. */
  public Channel authorised() {
    return authorised;
  }

  /** Without credentials. */
  public ManagedChannel plain() {
    return channel;
  }

  /**
   * Begins to connect before there is a call, so that the first one waits less. Returns at once.
   */
  public void connect() {
    channel.getState(true);
  }

  /** Lets the next call connect at once instead of waiting for the channel's own next try. */
  public void resetBackoff() {
    channel.resetConnectBackoff();
  }

  /** Ends what is under way and waits for it, at most two seconds. Repeating it is harmless. */
  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void secure(NettyChannelBuilder builder, javax.net.ssl.TrustManager trust) {
    try {
      builder.sslContext(
          GrpcSslContexts.configure(SslContextBuilder.forClient().trustManager(trust)).build());
    } catch (SSLException e) {
      throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static Set<Certificate> read(String pem) {
    try {
      Set<Certificate> certificates =
          Set.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
      if (certificates.isEmpty()) {
        throw new CertificateException("there is none in it");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "the server certificate to trust is not a certificate in PEM form: " + e.getMessage(), e);
    }
  }
}
