package dev.waypoint.gateway.task;

import com.google.protobuf.CodedOutputStream;
import dev.waypoint.gateway.server.Advertised;
import dev.waypoint.protocol.v1.Profile;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells containers apart that are made from different settings. */
@Singleton
public final class ProfileKeys {
  private final Advertised advertised;

  public ProfileKeys(Advertised advertised) {
    this.advertised = advertised;
  }

  /** The same as long as containers of this profile, on this server, would be the same. */
  public String of(Profile profile) {
    Profile.Builder relevant =
        profile.toBuilder().clearName().clearDefault().clearWarmIdle().clearWarmMaxIdle();
    if (profile.getOciUrl().isBlank()) {
      relevant.setOciUrl(advertised.runnerImage());
    }
    advertised.environment().forEach((name, value) -> relevant.putEnvironment("=" + name, value));
    return hash(bytes(relevant.build()));
  }

  /** The same for all profiles that describe the same platform in the same way. */
  static String platform(Profile profile) {
    return hash(
        bytes(
            Profile.newBuilder()
                .setPluginType(profile.getPluginType())
                .setPluginConfig(profile.getPluginConfig())
                .setPluginConfigFormat(profile.getPluginConfigFormat())
                .build()));
  }

  static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Maps in the order of their keys. */
  private static byte[] bytes(Profile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      profile.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
