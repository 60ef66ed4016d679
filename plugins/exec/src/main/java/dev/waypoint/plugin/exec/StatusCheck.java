package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Health;
import dev.waypoint.sdk.component.HttpHealthCheck;
import dev.waypoint.sdk.component.StatusReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Asks for health as it was configured. */
final class StatusCheck {
  private StatusCheck() {}

  /**
   * @param url of what is asked for
   * @param command makes the command from its words
   */
  static StatusReport ask(
      StatusConfig config, Optional<String> url, Function<List<String>, Command> command)
      throws PluginException, InterruptedException {
    if (!config.command().isEmpty()) {
      return fromCommand(command.apply(config.command()).run());
    }
    HttpHealthCheck check = new HttpHealthCheck(config.timeout());
    if (config.url().isPresent()) {
      return check.ask(config.url().get());
    }
    if (url.isEmpty()) {
      return new StatusReport(
          Health.UNKNOWN, "there is no URL to ask: the command wrote no URL=… to $WAYPOINT_OUTPUT");
    }
    String path = config.path().orElse("/");
    return check.ask(url.get().replaceAll("/+$", "") + (path.startsWith("/") ? "" : "/") + path);
  }

  private static StatusReport fromCommand(Command.Result result) throws PluginException {
    Health health = result.exitCode() == 0 ? Health.READY : Health.DOWN;
    String told = result.data().get("health");
    if (told != null) {
      health = parse(told);
    }
    String message =
        result
            .data()
            .getOrDefault(
                "message", "the status command ended with exit code " + result.exitCode());
    return new StatusReport(health, message);
  }

  private static Health parse(String told) throws PluginException {
    try {
      return Health.valueOf(told.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new PluginException(
          "the status command wrote HEALTH=%s; known are %s"
              .formatted(told, Arrays.toString(Health.values())),
          e);
    }
  }
}
