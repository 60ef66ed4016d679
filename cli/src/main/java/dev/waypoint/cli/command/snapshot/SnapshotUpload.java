package dev.waypoint.cli.command.snapshot;

import com.google.protobuf.ByteString;
import dev.waypoint.protocol.v1.RestoreSnapshotRequest;
import dev.waypoint.protocol.v1.RestoreSnapshotResponse;
import dev.waypoint.protocol.v1.SnapshotServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** Sends a snapshot to the server, no faster than it takes it. */
final class SnapshotUpload {
  private static final int PART = 256 * 1024;

  private final Channel channel;

  SnapshotUpload(Channel channel) {
    this.channel = channel;
  }

  /** Blocks until the server has checked and staged it. */
  RestoreSnapshotResponse send(InputStream in, boolean thenExit)
      throws IOException, InterruptedException {
    Call call = new Call();
    SnapshotServiceGrpc.newStub(channel).restoreSnapshot(call);
    byte[] part = in.readNBytes(PART);
    while (part.length > 0 && call.awaitReady()) {
      call.requests.onNext(
          RestoreSnapshotRequest.newBuilder().setData(ByteString.copyFrom(part)).build());
      part = in.readNBytes(PART);
    }
    if (call.awaitReady()) {
      call.requests.onNext(RestoreSnapshotRequest.newBuilder().setExit(thenExit).build());
      call.requests.onCompleted();
    }
    return call.answer();
  }

  private static final class Call
      implements ClientResponseObserver<RestoreSnapshotRequest, RestoreSnapshotResponse> {
    private final CompletableFuture<RestoreSnapshotResponse> answer = new CompletableFuture<>();
    private final Semaphore changed = new Semaphore(0);
    private volatile ClientCallStreamObserver<RestoreSnapshotRequest> requests;

    @Override
    public void beforeStart(ClientCallStreamObserver<RestoreSnapshotRequest> stream) {
      requests = stream;
      stream.setOnReadyHandler(changed::release);
    }

    @Override
    public void onNext(RestoreSnapshotResponse response) {
      answer.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
      changed.release();
    }

    @Override
    public void onCompleted() {
      answer.completeExceptionally(
          Status.INTERNAL.withDescription("the server took it without an answer").asException());
      changed.release();
    }

    /** Answers false when the call has ended. */
    boolean awaitReady() throws InterruptedException {
      while (!requests.isReady()) {
        if (answer.isDone()) {
          return false;
        }
        changed.acquire();
      }
      return !answer.isDone();
    }

    RestoreSnapshotResponse answer() throws InterruptedException {
      try {
        return answer.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof StatusRuntimeException status
            ? status
            : Status.fromThrowable(e.getCause()).asRuntimeException();
      }
    }
  }
}
