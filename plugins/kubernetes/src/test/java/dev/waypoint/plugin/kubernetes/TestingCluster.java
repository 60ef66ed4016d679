package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.testing.RealSystems;
import dev.waypoint.sdk.testing.TestingProxy;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A namespace of its own in the cluster that WAYPOINT_TEST_KUBERNETES names, and in it an account
 * that has just the rights of {@link Rights}.
 */
final class TestingCluster implements AutoCloseable {
  static final String IMAGE =
      Optional.ofNullable(System.getenv("WAYPOINT_TEST_IMAGE_BUSYBOX"))
          .orElse("waypoint-test/busybox:1");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient administrator;
  private final Config config;
  private final String namespace;
  private final Path kubeconfig;

  private TestingCluster(
      KubernetesClient administrator, Config config, String namespace, Path kubeconfig) {
    this.administrator = administrator;
    this.config = config;
    this.namespace = namespace;
    this.kubeconfig = kubeconfig;
  }

  /** Without a cluster as in {@link RealSystems#need}. */
  static TestingCluster open(Path folder) throws IOException {
    String file = RealSystems.need("WAYPOINT_TEST_KUBERNETES", "dev/platforms/kubernetes up");
    Config config = Config.fromKubeconfig(new File(file));
    KubernetesClient administrator = new KubernetesClientBuilder().withConfig(config).build();
    String namespace = "waypoint-test-" + UUID.randomUUID().toString().substring(0, 8);
    administrator
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Rights.in(namespace, administrator)
        .forEach(part -> administrator.resource(part).serverSideApply());
    awaitAccount(administrator, namespace, "default");
    awaitRight(administrator, namespace, Rights.RUNNER, "create", "batch", "jobs", null);
    Path kubeconfig =
        write(administrator, config, namespace, Rights.RUNNER, folder.resolve("kubeconfig"));
    return new TestingCluster(administrator, config, namespace, kubeconfig);
  }

  /** Until the cluster has made the account that pods have which ask for none. */
  private static void awaitAccount(KubernetesClient as, String namespace, String account) {
    as.serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
        .waitUntilCondition(Objects::nonNull, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Until the API server grants an account what it was given, which it does not do at once. */
  void awaitRight(String account, String verb, String group, String resource, String name) {
    awaitRight(administrator, namespace, account, verb, group, resource, name);
  }

  private static void awaitRight(
      KubernetesClient as,
      String namespace,
      String account,
      String verb,
      String group,
      String resource,
      String name) {
    SubjectAccessReview question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:%s:%s".formatted(namespace, account))
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .withName(name)
            .endResourceAttributes()
            .endSpec()
            .build();
    Instant end = Instant.now().plus(PATIENCE);
    while (!as.authorization()
        .v1()
        .subjectAccessReview()
        .create(question)
        .getStatus()
        .getAllowed()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("%s may not %s %s".formatted(account, verb, resource));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Path write(
      KubernetesClient administrator, Config config, String namespace, String account, Path file)
      throws IOException {
    String token =
        administrator
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(account)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: nowhere
        clusters:
          - name: here
            cluster: {server: "%s", certificate-authority-data: "%s"}
        users:
          - name: runner
            user: {token: "%s"}
        contexts:
          - name: nowhere
            context: {cluster: nowhere, user: runner}
          - name: here
            context: {cluster: here, user: runner, namespace: "%s"}
        """
            .formatted(config.getMasterUrl(), config.getCaCertData(), token, namespace));
  }

  KubernetesClient administrator() {
    return administrator;
  }

  String namespace() {
    return namespace;
  }

  /**
   * A connection to the API server as a proxy makes it that is trusted with what passes, so that it
   * can be asked in clear on this machine.
   */
  TestingProxy.Wire connect() throws IOException {
    try {
      Config config = administrator.getConfiguration();
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      authorities.setCertificateEntry(
          "cluster",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(Base64.getDecoder().decode(config.getCaCertData()))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      URI server = URI.create(config.getMasterUrl());
      return TestingProxy.wire(
          tls.getSocketFactory().createSocket(server.getHost(), server.getPort()));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The account's; its context is "here". */
  Path kubeconfig() {
    return kubeconfig;
  }

  /** That of another account of the namespace; its context is "here", too. */
  Path kubeconfig(String account, Path file) throws IOException {
    return write(administrator, config, namespace, account, file);
  }

  @Override
  public void close() {
    administrator.namespaces().withName(namespace).delete();
    administrator.close();
  }
}
