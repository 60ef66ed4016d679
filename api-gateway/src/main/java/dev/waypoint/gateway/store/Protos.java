package dev.waypoint.gateway.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Protocol messages and times, to and from their stored form. */
public final class Protos {
  private Protos() {}

  public static <M extends Message> M parse(Parser<M> parser, byte[] bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored message cannot be read", e);
    }
  }

  public static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** Zero and below count as not given. */
  public static Optional<Duration> duration(com.google.protobuf.Duration proto) {
    Duration duration = Duration.ofSeconds(proto.getSeconds(), proto.getNanos());
    return duration.isPositive() ? Optional.of(duration) : Optional.empty();
  }

  public static com.google.protobuf.Duration duration(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
