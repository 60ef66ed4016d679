package dev.waypoint.plugin.nomad;

import dev.waypoint.plugin.nomad.NomadAccess.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Whom we trust, and who we are, on a connection to Nomad. */
final class Tls {
  private static final char[] NO_PASSWORD = {};

  private Tls() {}

  /** Whether the context itself says which names a certificate may have, in place of the URL. */
  static boolean ownNames(TlsSettings settings) {
    return settings.serverName().isPresent() || settings.skipVerify().orElse(false);
  }

  static SSLContext context(TlsSettings settings) throws NomadFault {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(settings), new TrustManager[] {trust(settings)}, null);
      return context;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw NomadFault.lasting("the TLS settings for Nomad cannot be used: " + e.getMessage(), e);
    }
  }

  private static TrustManager trust(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.skipVerify().orElse(false)) {
      return new TrustAnyone();
    }
    X509ExtendedTrustManager trust = authority(settings.caCert());
    return settings.serverName().isPresent()
        ? new TrustName(trust, settings.serverName().get())
        : trust;
  }

  private static X509ExtendedTrustManager authority(Optional<String> caCert)
      throws GeneralSecurityException, IOException {
    KeyStore store = null;
    if (caCert.isPresent()) {
      store = empty();
      int number = 0;
      for (Certificate certificate : certificates("ca_cert", caCert.get())) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this Java has no trust manager for certificates");
  }

  private static KeyManager[] keys(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.clientCert().isEmpty() && settings.clientKey().isEmpty()) {
      return null;
    }
    if (settings.clientCert().isEmpty() || settings.clientKey().isEmpty()) {
      throw new IllegalArgumentException("client_cert and client_key go together");
    }
    KeyStore store = empty();
    store.setKeyEntry(
        "client",
        key(text("client_key", settings.clientKey().get())),
        NO_PASSWORD,
        certificates("client_cert", settings.clientCert().get()).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static PrivateKey key(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        if (object instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (object instanceof PrivateKeyInfo info) {
          return new JcaPEMKeyConverter().getPrivateKey(info);
        }
      }
    }
    throw new IllegalArgumentException("client_key holds no private key without a password");
  }

  private static Collection<? extends Certificate> certificates(String setting, String value)
      throws GeneralSecurityException, IOException {
    byte[] pem = text(setting, value).getBytes(StandardCharsets.UTF_8);
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(setting + " holds no certificate");
    }
    return certificates;
  }

  private static String text(String setting, String value) throws IOException {
    if (value.contains("-----BEGIN")) {
      return value;
    }
    Path file = Path.of(value);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("%s: there is no file %s".formatted(setting, file));
    }
    return Files.readString(file);
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
