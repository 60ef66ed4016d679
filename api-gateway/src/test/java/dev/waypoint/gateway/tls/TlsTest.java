package dev.waypoint.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.boot.TlsOptions;
import dev.waypoint.protocol.v1.GetServerInfoRequest;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path directory;

  @Test
  void bothListenersUseTheSelfSignedCertificateWhichStaysTheSame() throws Exception {
    GatewayOptions options = options();
    String pem;
    try (GatewayServer server = GatewayServer.start(options)) {
      ServerCertificate certificate = server.certificate().orElseThrow();
      pem = certificate.pem();
      assertThat(certificate.selfSigned()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate.key())))
          .isEqualTo("rw-------");
      assertThat(names(pem))
          .contains("localhost", "127.0.0.1", "host.docker.internal", "waypoint.test");
      assertThat(engineOverGrpc(server, certificate)).isEqualTo("in-process");
      assertThat(healthOverHttps(server, pem)).isEqualTo(200);
      assertThatThrownBy(() -> engineInPlaintext(server)).hasMessageContaining("UNAVAILABLE");
    }
    try (GatewayServer server = GatewayServer.start(options)) {
      assertThat(server.certificate().orElseThrow().pem()).isEqualTo(pem);
    }
  }

  private GatewayOptions options() {
    return GatewayOptions.embedded(directory)
        .withTls(TlsOptions.selfSigned())
        .withHttp(Optional.of(new ListenAddress("127.0.0.1", 0)))
        .withAdvertised(Optional.of("waypoint.test:9701"), Optional.empty());
  }

  private static String engineOverGrpc(GatewayServer server, ServerCertificate certificate)
      throws Exception {
    return engine(
        NettyChannelBuilder.forAddress("localhost", server.grpcPort())
            .sslContext(
                GrpcSslContexts.forClient().trustManager(certificate.chain().toFile()).build())
            .build());
  }

  private static String engineInPlaintext(GatewayServer server) {
    return engine(
        NettyChannelBuilder.forAddress("localhost", server.grpcPort()).usePlaintext().build());
  }

  private static String engine(ManagedChannel channel) {
    try {
      return ServerServiceGrpc.newBlockingStub(channel)
          .getServerInfo(GetServerInfoRequest.getDefaultInstance())
          .getEngine();
    } finally {
      channel.shutdownNow();
    }
  }

  private static int healthOverHttps(GatewayServer server, String pem) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    store.setCertificateEntry("server", certificate(pem));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      URI uri = URI.create("https://localhost:" + server.httpPort().orElseThrow() + "/health");
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static List<Object> names(String pem) throws Exception {
    return certificate(pem).getSubjectAlternativeNames().stream()
        .<Object>map(entry -> entry.get(1))
        .toList();
  }

  private static X509Certificate certificate(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
