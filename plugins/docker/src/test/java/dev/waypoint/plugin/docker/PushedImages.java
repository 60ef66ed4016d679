package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Registry;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Images of the tests' registry; what the daemon pulls of them is forgotten at the end. */
final class PushedImages {
  static final String BASE = RequiresRegistry.HOST + "/waypoint-test/base:1";

  final String repository =
      RequiresRegistry.HOST + "/test/" + UUID.randomUUID().toString().substring(0, 8);

  /** Makes sure that the registry has the small test image. */
  static void pushBase(TestingOperationContext context) throws Exception {
    registry(Map.of("image", RequiresRegistry.HOST + "/waypoint-test/base", "tag", "1"))
        .push(context, new Artifact(Map.of("image", RequiresDocker.IMAGE)));
  }

  static Registry registry(Map<String, ?> config) throws Exception {
    return new DockerPlugin().registry().orElseThrow().create(new HashMap<>(config));
  }

  Artifact push(TestingOperationContext context, Artifact built) throws Exception {
    return registry(Map.of("image", repository, "tag", "v1", "insecure", true))
        .push(context, built);
  }

  /** What the daemon sees after pulling what was pushed. */
  InspectImageResponse pulled(Artifact pushed, TestingOperationContext context) throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      return new Images(docker, context.terminal())
          .ensure(
              ImageReference.parse(repository + "@" + pushed.data().get("digest")),
              true,
              Optional.empty());
    }
  }

  /** The exit code of a container of the image. */
  static int run(InspectImageResponse image, String... command) throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      return docker.call(
          "run",
          client -> {
            String container =
                client
                    .createContainerCmd(image.getId())
                    .withEntrypoint(List.of(command))
                    .exec()
                    .getId();
            try {
              client.startContainerCmd(container).exec();
              return client
                  .waitContainerCmd(container)
                  .exec(new WaitContainerResultCallback())
                  .awaitStatusCode();
            } finally {
              client.removeContainerCmd(container).withForce(true).exec();
            }
          });
    }
  }

  void forget() throws Exception {
    try (Docker docker = Docker.connect(Optional.empty())) {
      List<String> names =
          docker.call(
              "list",
              client ->
                  client.listImagesCmd().exec().stream()
                      .filter(image -> image.getRepoDigests() != null)
                      .flatMap(image -> List.of(image.getRepoDigests()).stream())
                      .filter(name -> name.startsWith(repository + "@"))
                      .toList());
      for (String name : names) {
        docker.run("forget", client -> client.removeImageCmd(name).withForce(true).exec());
      }
    }
  }
}
