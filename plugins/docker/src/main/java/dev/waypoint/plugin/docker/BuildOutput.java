package dev.waypoint.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.model.BuildResponseItem;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows what a build says, without the bars of its downloads, and learns the image's id. */
final class BuildOutput implements Consumer<BuildResponseItem> {
  private final Terminal terminal;
  private volatile String imageId;

  BuildOutput(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void accept(BuildResponseItem item) {
    if (item.getImageId() != null) {
      imageId = item.getImageId();
    }
    if (item.getStream() != null) {
      write(item.getStream());
    } else if (item.getStatus() != null && item.getProgressDetail() == null) {
      write((item.getId() == null ? "" : item.getId() + ": ") + item.getStatus() + "\n");
    }
  }

  Optional<String> imageId() {
    return Optional.ofNullable(imageId);
  }

  private void write(String text) {
    try {
      terminal.stdout().write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
