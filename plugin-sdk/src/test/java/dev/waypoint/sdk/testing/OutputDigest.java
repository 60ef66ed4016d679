package dev.waypoint.sdk.testing;

import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Counts and hashes standard output, however much it is, and keeps none of it. */
public final class OutputDigest implements Terminal {
  private final TestingTerminal others = new TestingTerminal();
  private final MessageDigest digest;
  private long count;

  public OutputDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many bytes there were. */
  public synchronized long count() {
    return count;
  }

  /** Of all bytes until now; more of them would begin a new one. */
  public synchronized String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public OutputStream stdout() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        synchronized (OutputDigest.this) {
          digest.update(bytes, offset, length);
          count += length;
        }
      }
    };
  }

  @Override
  public OutputStream stderr() {
    return others.stderr();
  }

  @Override
  public void line(Style style, String text) {
    others.line(style, text);
  }

  @Override
  public Step step(String text) {
    return others.step(text);
  }

  @Override
  public void namedValues(Map<String, String> values) {
    others.namedValues(values);
  }

  @Override
  public void table(List<String> headers, List<List<String>> rows) {
    others.table(headers, rows);
  }
}
