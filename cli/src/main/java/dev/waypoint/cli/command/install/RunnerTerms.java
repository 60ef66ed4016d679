package dev.waypoint.cli.command.install;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the runners of an installed server find it, and what they are. */
final class RunnerTerms {
  @Option(
      names = "-odr-image",
      paramLabel = "IMAGE",
      description = "The image of the on-demand runners; default: that of the static one.")
  private String onDemandImage;

  @Option(
      names = "-advertise-addr",
      paramLabel = "HOST:PORT",
      description = "How runners reach the server; default: what the platform says.")
  private String advertised;

  @Option(
      names = "-advertise-tls-skip-verify",
      arity = "0..1",
      fallbackValue = "true",
      description = "Whether runners accept any certificate there; default: false.")
  private boolean skipVerify;

  @Option(
      names = "-timeout",
      paramLabel = "DURATION",
      description = "How long to wait for the server, and for the runner; default: 5m.")
  private Duration timeout = Duration.ofMinutes(5);

  Optional<String> onDemandImage() {
    return Optional.ofNullable(onDemandImage);
  }

  /** Empty: as the platform says. */
  Optional<String> advertised() {
    return Optional.ofNullable(advertised);
  }

  boolean skipVerify() {
    return skipVerify;
  }

  Duration timeout() {
    return timeout;
  }
}
