package dev.waypoint.sdk.component;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * Something that was put into operation.
 *
 * @param id the operation's id under which it was deployed
 * @param sequence its number: v12
 * @param data what is needed to find, look at and destroy it, such as {@code container}; read in
 *     waypoint.hcl as {@code deploy.container}. No secret
 * @param url where it answers, if it does
 */
public record Deployment(String id, long sequence, Map<String, String> data, Optional<String> url) {
  public Deployment {
    requireNonNull(id, "id is null");
    requireNonNull(url, "url is null");
    data = Map.copyOf(data);
  }

  /** The deployment that an operation made. */
  public static Deployment of(
      OperationContext context, Map<String, String> data, Optional<String> url) {
    return new Deployment(context.operationId(), context.sequence(), data, url);
  }
}
