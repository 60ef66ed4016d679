package dev.waypoint.gateway.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is confidential in the database with a key that is kept outside of it (AES-256,
 * GCM). What is sealed under one name opens under that name only, so that rows cannot be swapped.
 */
public final class SecretBox {
  /** Length of the key in bytes. */
  public static final int KEY_LENGTH = 32;

  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final byte VERSION = 1;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  public SecretBox(byte[] key) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("the key must have %d bytes".formatted(KEY_LENGTH));
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  public byte[] seal(String name, byte[] plain) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, name, plain);
    return ByteBuffer.allocate(1 + NONCE_LENGTH + sealed.length)
        .put(VERSION)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /**
   * @throws IllegalStateException when it was sealed with another key or under another name
   */
  public byte[] open(String name, byte[] sealed) {
    if (sealed.length <= NONCE_LENGTH || sealed[0] != VERSION) {
      throw new IllegalStateException("%s is not readable: unknown form".formatted(name));
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_LENGTH);
    byte[] body = Arrays.copyOfRange(sealed, 1 + NONCE_LENGTH, sealed.length);
    return crypt(Cipher.DECRYPT_MODE, nonce, name, body);
  }

  private byte[] crypt(int mode, byte[] nonce, String name, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          ("%s cannot be decrypted: the key in the data directory is not the one it was "
                  + "encrypted with")
              .formatted(name),
          e);
    }
  }
}
