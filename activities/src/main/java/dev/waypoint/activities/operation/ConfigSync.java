package dev.waypoint.activities.operation;

import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.config.ProjectConfig;
import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.sdk.output.Style;
import java.util.List;

/** Tells the server what the {@code config} stanzas of a file say. */
final class ConfigSync {
  private final JobContext job;
  private final ProjectConfig config;

  ConfigSync(JobContext job, ProjectConfig config) {
    this.job = job;
    this.config = config;
  }

  void run(List<String> applications) throws OperationException, InterruptedException {
    List<ConfigEntry> entries = entries(applications);
    job.gateway().syncConfig(job.attempt(), entries);
    job.terminal()
        .line(
            Style.SUCCESS,
            entries.isEmpty()
                ? "There is nothing to sync: waypoint.hcl has no config stanza."
                : "Synced %d configuration values of project %s."
                    .formatted(entries.size(), job.spec().project()));
  }

  /** For one application, if there is anything. */
  void runSilently(String application) throws OperationException, InterruptedException {
    List<ConfigEntry> entries = entries(List.of(application));
    if (!entries.isEmpty()) {
      job.gateway().syncConfig(job.attempt(), entries);
    }
  }

  private List<ConfigEntry> entries(List<String> applications) throws OperationException {
    try {
      return config.configEntries(applications);
    } catch (ConfigInvalidException e) {
      throw OperationException.invalid(e);
    }
  }
}
