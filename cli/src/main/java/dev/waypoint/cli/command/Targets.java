package dev.waypoint.cli.command;

import dev.waypoint.protocol.v1.TargetRunner;
import java.util.Map;

/** Targets as options give them. */
public final class Targets {
  private Targets() {}

  public static TargetRunner any() {
    return TargetRunner.newBuilder().setAny(TargetRunner.Any.getDefaultInstance()).build();
  }

  public static TargetRunner id(String id) {
    return TargetRunner.newBuilder().setId(id).build();
  }

  public static TargetRunner labels(Map<String, String> labels) {
    return TargetRunner.newBuilder()
        .setLabels(TargetRunner.Labels.newBuilder().putAllLabels(labels))
        .build();
  }
}
