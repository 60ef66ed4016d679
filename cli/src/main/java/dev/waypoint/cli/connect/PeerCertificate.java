package dev.waypoint.cli.connect;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.connect.GatewayAddress;
import dev.waypoint.worker.connect.GatewayTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Looks at the certificates of a server, in order to trust them from now on. */
public final class PeerCertificate {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LINE = 64;

  private PeerCertificate() {}

  /**
   * The servers' certificates as PEM if they are self-signed; empty for those that an authority
   * signed, since such ones are replaced often. Servers that are away are left out.
   *
   * @throws CliException if there is no TLS server
   */
  public static Optional<String> selfSigned(GatewayTarget target) {
    Set<String> certificates = new LinkedHashSet<>();
    List<CliException> failures = new ArrayList<>();
    for (GatewayAddress address : target.addresses()) {
      try {
        selfSigned(address).ifPresent(certificates::add);
      } catch (CliException e) {
        failures.add(e);
      }
    }
    if (failures.size() == target.addresses().size()) {
      throw failures.getFirst();
    }
    return certificates.isEmpty() ? Optional.empty() : Optional.of(String.join("", certificates));
  }

  private static Optional<String> selfSigned(GatewayAddress target) {
    try (SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket()) {
      int millis = (int) TIMEOUT.toMillis();
      socket.connect(new InetSocketAddress(target.host(), target.port()), millis);
      socket.setSoTimeout(millis);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      Certificate certificate = socket.getSession().getPeerCertificates()[0];
      return certificate instanceof X509Certificate x509
              && x509.getIssuerX500Principal().equals(x509.getSubjectX500Principal())
          ? Optional.of(pem(x509))
          : Optional.empty();
    } catch (IOException e) {
      throw new CliException(
          "cannot read the certificate of the server at %s: %s; check the address, or use -server-tls=false for a server without TLS"
              .formatted(target, e.getMessage()),
          e);
    } catch (GeneralSecurityException e) {
      throw new CliException("this Java runtime cannot do TLS: " + e.getMessage(), e);
    }
  }

  private static SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustEverything()}, null);
    return context;
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
  }

  /** For looking only: nothing is sent over such a connection. */
  private static final class TrustEverything implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
