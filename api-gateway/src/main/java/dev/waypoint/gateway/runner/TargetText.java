package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Targets as they are stored (the name of their job queue) and as they travel. */
public final class TargetText {
  private static final String ID = "runner/id/";
  private static final String LABELS = "runner/labels/";

  private TargetText() {}

  public static String of(TargetRunner target) {
    return TaskQueues.jobs(target);
  }

  /** The reverse of {@link #of}. */
  public static TargetRunner parse(String text) {
    if (text.startsWith(ID)) {
      return new TargetRunner.ById(new RunnerId(decode(text.substring(ID.length()))));
    }
    if (text.startsWith(LABELS)) {
      TreeMap<String, String> labels = new TreeMap<>();
      for (String pair : text.substring(LABELS.length()).split(",")) {
        int equals = pair.indexOf('=');
        labels.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
      return new TargetRunner.ByLabels(labels);
    }
    return new TargetRunner.Any();
  }

  /**
   * @throws ApiException INVALID_ARGUMENT when no runner can have such an id or such labels
   */
  public static TargetRunner fromProto(dev.waypoint.protocol.v1.TargetRunner proto) {
    return switch (proto.getTargetCase()) {
      case ANY, TARGET_NOT_SET -> new TargetRunner.Any();
      case ID -> new TargetRunner.ById(runnerId(proto.getId()));
      case LABELS -> {
        if (proto.getLabels().getLabelsCount() == 0) {
          throw ApiException.invalid("a target by labels needs at least one label");
        }
        yield TargetRunner.ByLabels.of(proto.getLabels().getLabelsMap());
      }
    };
  }

  public static dev.waypoint.protocol.v1.TargetRunner toProto(TargetRunner target) {
    dev.waypoint.protocol.v1.TargetRunner.Builder proto =
        dev.waypoint.protocol.v1.TargetRunner.newBuilder();
    switch (target) {
      case TargetRunner.Any any ->
          proto.setAny(dev.waypoint.protocol.v1.TargetRunner.Any.getDefaultInstance());
      case TargetRunner.ById byId -> proto.setId(byId.id().value());
      case TargetRunner.ByLabels byLabels ->
          proto.getLabelsBuilder().putAllLabels(byLabels.labels());
    }
    return proto.build();
  }

  /**
   * @throws ApiException INVALID_ARGUMENT when it is no usable id
   */
  public static RunnerId runnerId(String text) {
    try {
      return new RunnerId(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("%s", e.getMessage());
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
