package dev.waypoint.gateway.task;

import dev.waypoint.gateway.server.SettingsStore;
import jakarta.inject.Singleton;

/** Tells the containers of this server from those of another one on the same platform. */
@Singleton
public final class Installation {
  /** The label whose value is the same on every container of this server, and on no other. */
  public static final String LABEL = "waypoint.dev/server";

  private final String id;

  public Installation(SettingsStore settings) {
    this.id = idOf(settings.get().cookie());
  }

  static String idOf(String cookie) {
    return ProfileKeys.hash("server " + cookie);
  }

  /** The same for all replicas and in every start. */
  public String id() {
    return id;
  }
}
