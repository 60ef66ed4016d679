package dev.waypoint.gateway.tls;

import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.store.DataDirectory;
import dev.waypoint.gateway.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the server's certificate, or makes one at the first start. */
public final class Certificates {
  private Certificates() {}

  /** Empty when the server is to talk plaintext. */
  public static Optional<ServerCertificate> of(
      GatewayOptions options, DataDirectory directory, Clock clock) {
    if (!options.tls().enabled()) {
      return Optional.empty();
    }
    try {
      if (options.tls().certificate().isPresent()) {
        Path chain = options.tls().certificate().get();
        return Optional.of(
            new ServerCertificate(
                chain, options.tls().key().orElseThrow(), false, Files.readString(chain)));
      }
      return Optional.of(selfSigned(options, directory, clock));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the certificate cannot be read or made: " + e.getMessage(), e);
    }
  }

  private static ServerCertificate selfSigned(
      GatewayOptions options, DataDirectory directory, Clock clock) throws IOException {
    Path chain = directory.tls().resolve("cert.pem");
    Path key = directory.tls().resolve("key.pem");
    if (Files.notExists(chain) || Files.notExists(key)) {
      SelfSignedCertificate made = SelfSignedCertificate.make(names(options), clock.instant());
      Files.deleteIfExists(key);
      Files.deleteIfExists(chain);
      PrivateFiles.write(key, made.keyPem().getBytes(StandardCharsets.US_ASCII));
      PrivateFiles.write(chain, made.certificatePem().getBytes(StandardCharsets.US_ASCII));
    }
    return new ServerCertificate(chain, key, true, Files.readString(chain));
  }

  private static Set<String> names(GatewayOptions options) {
    Set<String> names = new LinkedHashSet<>();
    names.add("localhost");
    names.add("127.0.0.1");
    names.add("::1");
    names.add("host.docker.internal");
    hostName().ifPresent(names::add);
    addHost(names, options.grpc().host());
    options
        .advertiseAddress()
        .map(address -> address.contains(":") ? ListenAddress.parse(address).host() : address)
        .ifPresent(host -> addHost(names, host));
    return names;
  }

  private static void addHost(Set<String> names, String host) {
    if (!host.equals("0.0.0.0") && !host.equals("::")) {
      names.add(host);
    }
  }

  private static Optional<String> hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return Optional.of(name).filter(n -> n.matches("[A-Za-z0-9.-]+"));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
