package dev.waypoint.gateway.snapshot;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.auth.PacedSender;
import dev.waypoint.protocol.v1.CreateSnapshotResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.OutputStream;

/** Sends what is written into it in pieces, no faster than the client takes them. */
final class ChunkSender extends OutputStream {
  private static final int SIZE = 256 * 1024;

  private final PacedSender<CreateSnapshotResponse> client;
  private final byte[] buffer = new byte[SIZE];
  private int used;

  /** To be made before the method that serves the call returns. */
  ChunkSender(ServerCallStreamObserver<CreateSnapshotResponse> client) {
    this.client = new PacedSender<>(client);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, SIZE - used);
      System.arraycopy(data, offset + done, buffer, used, part);
      used += part;
      done += part;
      if (used == SIZE) {
        send();
      }
    }
  }

  /** Sends the rest. */
  @Override
  public void close() throws IOException {
    if (used > 0) {
      send();
    }
  }

  private void send() throws IOException {
    client.send(
        CreateSnapshotResponse.newBuilder().setData(ByteString.copyFrom(buffer, 0, used)).build());
    used = 0;
  }
}
