package dev.waypoint.worker.connect;

import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trust without certificate authorities and host names. */
final class TrustManagers {
  private TrustManagers() {}

  /** Accepts any server. */
  static TrustManager anything() {
    return new Check() {
      @Override
      void check(X509Certificate[] chain) {}
    };
  }

  /** Accepts a server that presents one of these certificates, while it is valid. */
  static TrustManager oneOf(Set<Certificate> expected) {
    return new Check() {
      @Override
      void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !expected.contains(chain[0])) {
          throw new CertificateException(
              "the server presents another certificate than the one that is trusted");
        }
        chain[0].checkValidity();
      }
    };
  }

  /** The extended kind, which the TLS engine asks without checking host names of its own. */
  private abstract static class Check extends X509ExtendedTrustManager {
    abstract void check(X509Certificate[] chain) throws CertificateException;

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this trust is for servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
