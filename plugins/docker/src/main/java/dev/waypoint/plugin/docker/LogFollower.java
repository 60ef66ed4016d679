package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Passes on what a container writes, from its first byte. When the stream breaks it can be followed
 * again: what was passed on is passed over.
 */
final class LogFollower {
  private final Docker docker;
  private final String container;
  private final Terminal terminal;
  private final Map<StreamType, Long> passed = new EnumMap<>(StreamType.class);

  LogFollower(Docker docker, String container, Terminal terminal) {
    this.docker = docker;
    this.container = container;
    this.terminal = terminal;
  }

  /** Returns when the container has ended, or the stream has. */
  void follow() throws DockerFault, InterruptedException {
    read(true);
  }

  /** Passes on what was written so far. */
  void readWritten() throws DockerFault, InterruptedException {
    read(false);
  }

  private void read(boolean follow) throws DockerFault, InterruptedException {
    Frames frames = new Frames();
    docker.follow(
        "read the output of the container " + container,
        frames,
        client ->
            client
                .logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(follow)
                .withTailAll()
                .exec(frames));
  }

  private final class Frames extends Callback<Frame> {
    private final Map<StreamType, Long> seen = new EnumMap<>(StreamType.class);

    @Override
    public void onNext(Frame frame) {
      StreamType stream = frame.getStreamType();
      byte[] bytes = frame.getPayload();
      long before = seen.merge(stream, (long) bytes.length, Long::sum) - bytes.length;
      int known = Math.clamp(passed.getOrDefault(stream, 0L) - before, 0, bytes.length);
      OutputStream to = stream == StreamType.STDERR ? terminal.stderr() : terminal.stdout();
      try {
        to.write(bytes, known, bytes.length - known);
        to.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      passed.merge(stream, (long) bytes.length - known, Long::sum);
    }
  }
}
