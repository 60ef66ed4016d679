package dev.waypoint.activities.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Bytes of a program on their way out. The end of what was written is held back while it could be
 * the beginning of a sensitive value, until more is written or the stream is closed.
 */
final class MaskingStream extends OutputStream {
  private static final byte[] MASK = Masker.MASK.getBytes(StandardCharsets.UTF_8);
  private static final int LARGEST = 32 * 1024;

  private final Masker masker;
  private final Consumer<byte[]> target;
  private byte[] held = new byte[0];

  MaskingStream(Masker masker, Consumer<byte[]> target) {
    this.masker = masker;
    this.target = target;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] data, int offset, int length) {
    for (int done = 0; done < length; done += LARGEST) {
      take(data, offset + done, Math.min(LARGEST, length - done));
    }
  }

  /** Passes on what was held back: the beginning of one value can be the whole of another. */
  @Override
  public synchronized void close() {
    if (held.length > 0) {
      pass(held, true);
    }
  }

  private void take(byte[] data, int offset, int length) {
    byte[] all = new byte[held.length + length];
    System.arraycopy(held, 0, all, 0, held.length);
    System.arraycopy(data, offset, all, held.length, length);
    pass(all, false);
  }

  /**
   * @param last nothing comes after it
   */
  private void pass(byte[] all, boolean last) {
    Masker.Bytes secrets = masker.bytes();
    if (secrets.isEmpty()) {
      held = new byte[0];
      target.accept(all);
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(all.length);
    int from = 0;
    while (from < all.length) {
      if (secrets.mayBegin(all[from])) {
        if (!last && secrets.isCutOff(all, from, all.length)) {
          break;
        }
        int secret = secrets.lengthAt(all, from, all.length);
        if (secret > 0) {
          out.writeBytes(MASK);
          from += secret;
          continue;
        }
      }
      out.write(all[from++]);
    }
    held = java.util.Arrays.copyOfRange(all, from, all.length);
    if (out.size() > 0) {
      target.accept(out.toByteArray());
    }
  }
}
