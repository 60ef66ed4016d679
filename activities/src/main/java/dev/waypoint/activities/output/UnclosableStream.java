package dev.waypoint.activities.output;

import java.io.OutputStream;

/** Plugins may close the streams they are given; that has no effect on the job's output. */
final class UnclosableStream extends OutputStream {
  private final MaskingStream stream;

  UnclosableStream(MaskingStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int b) {
    stream.write(b);
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    stream.write(data, offset, length);
  }
}
