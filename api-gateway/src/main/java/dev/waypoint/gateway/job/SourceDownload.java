package dev.waypoint.gateway.job;

import com.google.protobuf.UnsafeByteOperations;
import dev.waypoint.gateway.auth.Errors;
import dev.waypoint.gateway.auth.PacedSender;
import dev.waypoint.protocol.v1.DownloadSourceResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;

/** Sends an uploaded source to a runner, as fast as that one takes it. */
final class SourceDownload implements Runnable {
  private final Sources sources;
  private final String contentId;
  private final ServerCallStreamObserver<DownloadSourceResponse> runner;
  private final PacedSender<DownloadSourceResponse> sender;

  /** To be made before the method that serves the call returns. */
  SourceDownload(
      Sources sources, String contentId, ServerCallStreamObserver<DownloadSourceResponse> runner) {
    this.sources = sources;
    this.contentId = contentId;
    this.runner = runner;
    this.sender = new PacedSender<>(runner);
  }

  @Override
  public void run() {
    try {
      sources.read(contentId, this::send);
      runner.onCompleted();
    } catch (IOException e) {
      // the runner went away
    } catch (RuntimeException e) {
      runner.onError(Errors.toStatus(e).asRuntimeException());
    }
  }

  private void send(byte[] piece) throws IOException {
    sender.send(
        DownloadSourceResponse.newBuilder()
            .setData(UnsafeByteOperations.unsafeWrap(piece))
            .build());
  }
}
