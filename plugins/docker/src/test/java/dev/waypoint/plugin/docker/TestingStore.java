package dev.waypoint.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A registry on this machine, with a certificate of its own, that takes what one user pushes. */
final class TestingStore implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String authorization;
  private final Set<String> stored = ConcurrentHashMap.newKeySet();
  private final CountDownLatch uploading = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stalled;

  /**
   * @param directory gets the certificate
   */
  TestingStore(Path directory, String user, String password) throws Exception {
    authorization =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certified(directory.resolve("store.p12"))));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private static SSLContext certified(Path store) throws Exception {
    String password = "of-the-store";
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=registry",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                password)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), password.toCharArray()), password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  String image() {
    return "127.0.0.1:%d/team/web".formatted(server.getAddress().getPort());
  }

  /** Digests of blobs, and names of manifests. */
  Set<String> stored() {
    return Set.copyOf(stored);
  }

  /** From now on it does not answer uploads. */
  void stall() {
    stalled = true;
  }

  void awaitUpload() throws InterruptedException {
    uploading.await();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"tests\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (path.contains("/uploads/")) {
        upload(exchange, path);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        stored.add(path.substring(path.lastIndexOf('/') + 1));
        exchange.sendResponseHeaders(201, -1);
      } else {
        exchange.sendResponseHeaders(path.equals("/v2/") ? 200 : 404, -1);
      }
    }
  }

  private void upload(HttpExchange exchange, String path) throws IOException {
    uploading.countDown();
    if (stalled) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    String query = exchange.getRequestURI().getQuery();
    if (exchange.getRequestMethod().equals("PUT")) {
      stored.add(query.substring(query.indexOf("digest=") + 7));
      exchange.sendResponseHeaders(201, -1);
    } else {
      exchange.getResponseHeaders().add("Location", path.endsWith("/uploads/") ? path + "1" : path);
      exchange.sendResponseHeaders(202, -1);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
