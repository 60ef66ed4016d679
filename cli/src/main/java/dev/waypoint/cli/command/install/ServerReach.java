package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.connect.TrustOnFirstUse;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.worker.plugin.InstallFailedException;
import dev.waypoint.worker.plugin.PlatformServers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Waits until a server that was just started answers. */
final class ServerReach {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);

  private final Program program;
  private final PlatformServers platform;
  private final Map<String, Object> settings;
  private final Consumer<String> say;

  ServerReach(
      Program program,
      PlatformServers platform,
      Map<String, Object> settings,
      Consumer<String> say) {
    this.program = program;
    this.platform = platform;
    this.settings = settings;
    this.say = say;
  }

  /**
   * The server that answers.
   *
   * @param context how this machine reaches it
   */
  record Reached(PlatformServers.Installed installed, ServerContext context) {}

  /**
   * Tries again and again, and says from time to time why it does not answer yet.
   *
   * @param context makes one of the server's address; its certificate is trusted as it is then, if
   *     it says so
   * @throws CliException if it does not answer in time
   */
  Reached await(Duration timeout, Function<String, ServerContext> context)
      throws InstallFailedException, InterruptedException {
    Instant latest = Instant.now().plus(timeout);
    Instant nextWords = Instant.now().plus(BETWEEN_WORDS);
    say.accept("waiting until the server answers");
    while (true) {
      PlatformServers.Installed installed =
          platform
              .find(settings)
              .orElseThrow(() -> new CliException("the server is not on its platform any more"));
      String reason;
      try {
        if (installed.address().isPresent()) {
          return new Reached(installed, answering(context.apply(installed.address().get())));
        }
        reason = "the platform has given it no address yet";
      } catch (CliException e) {
        reason = e.getMessage().lines().findFirst().orElse("");
      }
      Instant now = Instant.now();
      if (now.isAfter(latest)) {
        throw CliException.of(
            "the server does not answer within %s: %s. Its output: %s",
            timeout.toString().substring(2).toLowerCase(Locale.ROOT), reason, installed.lookAt());
      }
      if (now.isAfter(nextWords)) {
        say.accept("still waiting: " + reason);
        nextWords = now.plus(BETWEEN_WORDS);
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private ServerContext answering(ServerContext context) {
    ServerContext pinned = TrustOnFirstUse.pin(context);
    open(pinned).close();
    return pinned;
  }

  ServerConnection open(ServerContext context) {
    return ServerConnection.open(
        program.connector(), new ServerChoice(context, "the installation"));
  }
}
