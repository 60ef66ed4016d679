package dev.waypoint.cli.connect;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.connect.GatewayAddress;
import dev.waypoint.worker.connect.GatewayTarget;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Why a server could not be reached, in one message. */
final class DialFailure {
  private static final String UNTRUSTED =
      "the certificate of %s is not trusted: %s; if it is the right server, add"
          + " -server-tls-skip-verify, or name the certificate's file with -server-tls-cert; 'waypoint"
          + " login -server-tls-skip-verify %s' keeps it, with a token";

  private DialFailure() {}

  static CliException of(StatusRuntimeException failure, GatewayTarget target, String origin) {
    String server = "the server at %s (from %s)".formatted(target.address(), origin);
    return new CliException(message(failure, server, target), failure);
  }

  private static String message(
      StatusRuntimeException failure, String server, GatewayTarget target) {
    Status status = failure.getStatus();
    if (find(failure, CertPathBuilderException.class).isPresent()) {
      return UNTRUSTED.formatted(server, "no known authority has signed it", target.address());
    }
    if (find(failure, CertificateException.class).isPresent()) {
      String reason =
          find(failure, CertificateException.class).map(Throwable::getMessage).orElse("");
      return UNTRUSTED.formatted(server, reason, target.address());
    }
    if (find(failure, SSLException.class).isPresent()) {
      return "%s does not speak TLS as expected: %s; a server without TLS needs -server-tls=false"
          .formatted(
              server, find(failure, SSLException.class).map(Throwable::getMessage).orElse(""));
    }
    if (find(failure, UnknownHostException.class).isPresent()) {
      return "cannot reach %s: the host '%s' is unknown; check the address"
          .formatted(
              server,
              target.addresses().stream()
                  .map(GatewayAddress::host)
                  .distinct()
                  .collect(Collectors.joining("' or '")));
    }
    if (find(failure, ConnectException.class).isPresent()) {
      return "cannot reach %s: nothing listens there; start one with 'waypoint server run' or check the address"
          .formatted(server);
    }
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED ->
          "%s did not answer within 10 seconds; check the address and the network"
              .formatted(server);
      case UNAUTHENTICATED -> GrpcErrors.message(failure);
      default ->
          "cannot reach %s: %s; check the address, and whether it speaks TLS (-server-tls)"
              .formatted(server, GrpcErrors.message(failure));
    };
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
