package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Artifact;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An image as an artifact: {@code artifact.image}, {@code artifact.tag}, {@code artifact.name}
 * (both together), {@code artifact.image_id} on the daemon that built it, and {@code
 * artifact.digest} once it was pushed.
 *
 * @param reference image and tag
 */
record ImageArtifact(ImageReference reference, Optional<String> imageId, Optional<String> digest) {
  private static final String IMAGE_ID = "image_id";
  private static final String DIGEST = "digest";

  static Artifact of(ImageReference image, String id) {
    return new ImageArtifact(image, Optional.of(id), Optional.empty()).toArtifact();
  }

  /**
   * Reads what this or another plugin that makes images has made.
   *
   * @throws PluginException if it is not an image
   */
  static ImageArtifact read(Artifact artifact) throws PluginException {
    Map<String, String> data = artifact.data();
    String name = data.getOrDefault("name", data.get("image"));
    if (name == null) {
      throw new PluginException(
          "the artifact is not an image: it has no \"image\", but " + data.keySet());
    }
    ImageReference reference =
        data.containsKey("image") && data.containsKey("tag")
            ? reference(data.get("image"), data.get("tag"))
            : parse(name);
    return new ImageArtifact(
        reference, Optional.ofNullable(data.get(IMAGE_ID)), Optional.ofNullable(data.get(DIGEST)));
  }

  static ImageReference reference(String image, String tag) throws PluginException {
    return parse(image + ":" + tag);
  }

  private static ImageReference parse(String name) throws PluginException {
    try {
      return ImageReference.parse(name);
    } catch (IllegalArgumentException e) {
      throw new PluginException(e.getMessage(), e);
    }
  }

  /** What exactly was pushed, where that is known. */
  ImageReference pushed() {
    return digest.isPresent()
        ? new ImageReference(reference.repository(), Optional.empty(), digest)
        : reference;
  }

  Artifact toArtifact() {
    Map<String, String> data = new HashMap<>();
    data.put("image", reference.repository());
    data.put("tag", reference.version());
    data.put("name", reference.toString());
    imageId.ifPresent(id -> data.put(IMAGE_ID, id));
    digest.ifPresent(hash -> data.put(DIGEST, hash));
    return new Artifact(data);
  }
}
