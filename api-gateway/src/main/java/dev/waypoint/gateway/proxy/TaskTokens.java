package dev.waypoint.gateway.proxy;

import com.google.protobuf.ByteString;
import dev.waypoint.workflows.target.RunnerId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds task tokens to the runner that they were given to, so that any gateway with the same key
 * can tell, without having seen the delivery. Layout: the length of the head (2 bytes), the head
 * (runner, workflow, activity type, queue), 16 bytes of HMAC-SHA-256 over all the rest, the
 * original.
 */
final class TaskTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_LENGTH = 16;
  private static final int MINIMUM_KEY = 16;

  private final SecretKeySpec key;

  TaskTokens(byte[] key) {
    if (key.length < MINIMUM_KEY) {
      throw new IllegalArgumentException(
          "the key for task tokens needs %d bytes at least".formatted(MINIMUM_KEY));
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  ByteString wrap(TaskToken token) {
    byte[] head = head(token);
    byte[] original = token.original().toByteArray();
    ByteString length =
        ByteString.copyFrom(new byte[] {(byte) (head.length >> 8), (byte) head.length});
    return length
        .concat(ByteString.copyFrom(head))
        .concat(ByteString.copyFrom(mac(head, original)))
        .concat(token.original());
  }

  /** Empty when it was not made with this key, or is damaged. */
  Optional<TaskToken> unwrap(ByteString wrapped) {
    if (wrapped.size() < 2) {
      return Optional.empty();
    }
    int headLength = (wrapped.byteAt(0) & 0xff) << 8 | wrapped.byteAt(1) & 0xff;
    int originalStart = 2 + headLength + MAC_LENGTH;
    if (wrapped.size() <= originalStart) {
      return Optional.empty();
    }
    byte[] head = wrapped.substring(2, 2 + headLength).toByteArray();
    byte[] mac = wrapped.substring(2 + headLength, originalStart).toByteArray();
    ByteString original = wrapped.substring(originalStart);
    if (!MessageDigest.isEqual(mac, mac(head, original.toByteArray()))) {
      return Optional.empty();
    }
    return Optional.of(read(head, original));
  }

  private static byte[] head(TaskToken token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(token.runnerId().value());
      out.writeUTF(token.workflowId());
      out.writeUTF(token.activityType());
      out.writeUTF(token.queue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static TaskToken read(byte[] head, ByteString original) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(head))) {
      return new TaskToken(
          new RunnerId(in.readUTF()), in.readUTF(), in.readUTF(), in.readUTF(), original);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] mac(byte[] head, byte[] original) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(new byte[] {(byte) (head.length >> 8), (byte) head.length});
      mac.update(head);
      return Arrays.copyOf(mac.doFinal(original), MAC_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks " + ALGORITHM, e);
    }
  }
}
