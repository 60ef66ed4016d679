package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.PushResponseItem;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import java.util.Optional;

/** The images that a daemon has, and those that it gets or gives. */
final class Images {
  private final Docker docker;
  private final Terminal terminal;

  Images(Docker docker, Terminal terminal) {
    this.docker = docker;
    this.terminal = terminal;
  }

  /** Empty: the daemon does not have it. */
  Optional<InspectImageResponse> find(String image) throws DockerFault, InterruptedException {
    return docker.find(
        "look for the image " + image, client -> client.inspectImageCmd(image).exec());
  }

  /** Pulls the image, exactly as it is named, unless it is there. */
  InspectImageResponse ensure(ImageReference image, boolean forcePull, Optional<AuthConfig> auth)
      throws DockerFault, InterruptedException {
    Optional<InspectImageResponse> present = find(image.toString());
    if (present.isPresent() && !forcePull) {
      return present.get();
    }
    pull(image, auth);
    return find(image.toString())
        .orElseThrow(
            () ->
                DockerFault.lasting("the image %s was pulled, but is not there".formatted(image)));
  }

  private void pull(ImageReference image, Optional<AuthConfig> auth)
      throws DockerFault, InterruptedException {
    String action = "pull the image " + image;
    try (Step step = terminal.step("Pulling " + image)) {
      Progress<PullResponseItem> progress =
          new Progress<>(new Layers(step, "Pulling " + image)::accept);
      docker.follow(
          action,
          progress,
          client -> {
            PullImageCmd command = client.pullImageCmd(image.repository()).withTag(image.version());
            auth.map(who -> who.forRegistry(image.registry())).ifPresent(command::withAuthConfig);
            return command.exec(progress);
          });
      progress.throwIfRefused(action);
      step.done("Pulled " + image);
    }
  }

  void tag(String image, ImageReference as) throws DockerFault, InterruptedException {
    docker.run(
        "tag the image %s as %s".formatted(image, as),
        client -> client.tagImageCmd(image, as.repository(), as.version()).exec());
  }

  void push(ImageReference image, Optional<AuthConfig> auth)
      throws DockerFault, InterruptedException {
    String action = "push the image " + image;
    try (Step step = terminal.step("Pushing " + image)) {
      Progress<PushResponseItem> progress =
          new Progress<>(new Layers(step, "Pushing " + image)::accept);
      docker.follow(
          action,
          progress,
          client -> {
            PushImageCmd command = client.pushImageCmd(image.repository()).withTag(image.version());
            auth.map(who -> who.forRegistry(image.registry())).ifPresent(command::withAuthConfig);
            return command.exec(progress);
          });
      progress.throwIfRefused(action);
      step.done("Pushed " + image);
    }
  }
}
