package dev.waypoint.gateway.tls;

import dev.waypoint.gateway.store.DataDirectory;
import dev.waypoint.gateway.store.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.UUID;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * The certificate and its key as a PKCS 12 file for the HTTP listener. Written anew at each start,
 * with a password that only this process knows.
 */
public record KeyStoreFile(Path path, String password) {
  /**
   * @throws IllegalStateException when the certificate or the key cannot be read; the message names
   *     the files
   */
  public static KeyStoreFile of(ServerCertificate certificate, DataDirectory directory) {
    String password = UUID.randomUUID().toString();
    Path path = directory.tls().resolve("server.p12");
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null);
      store.setKeyEntry(
          "server",
          key(certificate.key()),
          password.toCharArray(),
          chain(certificate.chain()).toArray(Certificate[]::new));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      Files.deleteIfExists(path);
      PrivateFiles.write(path, bytes.toByteArray());
      return new KeyStoreFile(path, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "the certificate %s and key %s cannot be used: %s"
              .formatted(certificate.chain(), certificate.key(), e.getMessage()),
          e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static Collection<? extends Certificate> chain(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      return switch (parser.readObject()) {
        case PrivateKeyInfo info -> converter.getPrivateKey(info);
        case PEMKeyPair pair -> converter.getKeyPair(pair).getPrivate();
        case null, default ->
            throw new GeneralSecurityException(
                "the key file holds no private key without password");
      };
    }
  }
}
