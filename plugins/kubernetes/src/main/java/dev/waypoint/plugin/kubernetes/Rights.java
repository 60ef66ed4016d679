package dev.waypoint.plugin.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The accounts of runners in a namespace, and what they may do there: {@code rbac.yaml}. */
final class Rights {
  /** Of a runner that launches others. */
  static final String RUNNER = "waypoint-runner";

  /** Of those that it launches. */
  static final String ON_DEMAND = "waypoint-runner-odr";

  private static final String PLACE = "waypoint-runners";

  private Rights() {}

  static List<HasMetadata> in(String namespace, KubernetesClient client) {
    try (InputStream file = Rights.class.getResourceAsStream("rbac.yaml")) {
      String text =
          new String(file.readAllBytes(), StandardCharsets.UTF_8).replace(PLACE, namespace);
      return client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
