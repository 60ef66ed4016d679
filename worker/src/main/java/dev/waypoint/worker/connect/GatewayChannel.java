package dev.waypoint.worker.connect;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One connection to a gateway. It is made with the first call, made again when it breaks, and pings
 * every 25 seconds while calls are open, so that a peer that vanished is noticed.
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
        NettyChannelBuilder.forAddress(target.host(), target.port())
            .keepAliveTime(KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEPALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .disableServiceConfigLookUp();
    switch (target.trust()) {
      case TlsTrust.Plaintext plaintext -> builder.usePlaintext();
      case TlsTrust.System system -> builder.useTransportSecurity();
      case TlsTrust.SkipVerify skip -> secure(builder, TrustManagers.anything());
      case TlsTrust.Pinned pinned -> secure(builder, TrustManagers.exactly(read(pinned.pem())));
    }
    return new GatewayChannel(builder.build(), credentials);
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

  private static X509Certificate read(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "the server certificate to trust is not a certificate in PEM form: " + e.getMessage(), e);
    }
  }
}
