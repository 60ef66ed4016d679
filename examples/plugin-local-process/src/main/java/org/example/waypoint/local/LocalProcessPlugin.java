package org.example.waypoint.local;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.Optional;

/** The plugin {@code local-process}. */
public final class LocalProcessPlugin implements Plugin {
  @Override
  public String name() {
    return "local-process";
  }

  @Override
  public int sdkVersion() {
    return Plugin.SDK_VERSION;
  }

  @Override
  public Optional<Component<TaskLauncher>> taskLauncher() {
    return Optional.of(Component.of(LauncherConfig.class, LocalProcessLauncher::new));
  }
}
