package dev.waypoint.plugin.kubernetes;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;

/** What no pod that is made here may do; the cluster's "restricted" standard asks for it. */
final class Unprivileged {
  private Unprivileged() {}

  /** Not as root, and with the system calls alone that the node's runtime allows. */
  static PodSecurityContextBuilder pod() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile();
  }

  /** One that writes to its volumes alone, and has no capability but those that are named. */
  static SecurityContext container(boolean writableRoot, List<String> capabilities) {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withPrivileged(false)
        .withReadOnlyRootFilesystem(!writableRoot)
        .withCapabilities(new Capabilities(capabilities, List.of("ALL")))
        .build();
  }
}
