package dev.waypoint.plugin.nomad;

import com.hashicorp.nomad.javasdk.NomadApiClient;
import com.hashicorp.nomad.javasdk.NomadApiConfiguration;
import com.hashicorp.nomad.javasdk.NomadException;
import com.hashicorp.nomad.javasdk.WriteOptions;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.impl.client.HttpClients;

/** A connection to Nomad, by its Java client and beside it. */
final class Nomad implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final NomadAccess access;
  private final NomadApiClient client;
  private final Http http;

  /** A call of Nomad's Java client. */
  @FunctionalInterface
  interface Call<T> {
    T on(NomadApiClient client) throws IOException, NomadException;
  }

  private Nomad(NomadAccess access, NomadApiClient client, Http http) {
    this.access = access;
    this.client = client;
    this.http = http;
  }

  static Nomad connect(NomadAccess access) throws NomadFault {
    SSLContext tls = Tls.context(access.tls());
    HostnameVerifier names =
        Tls.ownNames(access.tls()) ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier();
    NomadApiConfiguration.Builder configuration =
        new NomadApiConfiguration.Builder()
            .setAddress(access.address().toString())
            .setRegion(access.region())
            .setNamespace(access.namespace());
    access.token().ifPresent(configuration::setAuthToken);
    RequestConfig patience =
        RequestConfig.custom()
            .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
            .setConnectionRequestTimeout((int) CONNECT_TIMEOUT.toMillis())
            .setSocketTimeout((int) ANSWER_TIMEOUT.toMillis())
            .build();
    return new Nomad(
        access,
        new NomadApiClient(
            configuration.build(),
            HttpClients.custom()
                .setSSLContext(tls)
                .setSSLHostnameVerifier(names)
                .setDefaultRequestConfig(patience)
                .disableCookieManagement()
                .build()),
        new Http(access, tls));
  }

  NomadAccess access() {
    return access;
  }

  Http http() {
    return http;
  }

  WriteOptions write() {
    return new WriteOptions(access.region()).setNamespace(access.namespace());
  }

  /**
   * @param action continues "cannot …"
   */
  <T> T call(String action, Call<T> call) throws NomadFault, InterruptedException {
    try {
      return call.on(client);
    } catch (NomadException e) {
      throw NomadFault.of(action, e);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException(action);
      }
      throw NomadFault.unreachable(action, access.address(), e);
    }
  }

  @Override
  public void close() {
    http.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
