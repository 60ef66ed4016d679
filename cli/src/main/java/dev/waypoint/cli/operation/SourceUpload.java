package dev.waypoint.cli.operation;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.connect.GrpcErrors;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.UploadSourceRequest;
import dev.waypoint.protocol.v1.UploadSourceResponse;
import dev.waypoint.workflows.failure.FileFault;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** Sends a project directory to the server, for a job that runs elsewhere. */
public final class SourceUpload {
  private final Channel channel;

  public SourceUpload(Channel channel) {
    this.channel = channel;
  }

  /** Blocks until the server has it all; answers its content id. */
  public String send(String project, Path directory) throws InterruptedException {
    Call call = new Call();
    JobServiceGrpc.newStub(channel).uploadSource(call);
    try (Chunks chunks = new Chunks(call, project)) {
      SourceArchive.write(directory, chunks);
    } catch (IOException e) {
      call.abort(e);
      throw new CliException(
          "cannot send the directory %s to the server: %s"
              .formatted(directory, call.reason().orElseGet(() -> FileFault.reason(e, directory))),
          e);
    }
    return call.answer();
  }

  private static final class Call
      implements ClientResponseObserver<UploadSourceRequest, UploadSourceResponse> {
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final Semaphore ready = new Semaphore(0);
    private volatile ClientCallStreamObserver<UploadSourceRequest> requests;

    @Override
    public void beforeStart(ClientCallStreamObserver<UploadSourceRequest> stream) {
      requests = stream;
      stream.setOnReadyHandler(ready::release);
    }

    @Override
    public void onNext(UploadSourceResponse response) {
      answer.complete(response.getContentId());
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
      ready.release();
    }

    @Override
    public void onCompleted() {
      answer.completeExceptionally(
          Status.INTERNAL.withDescription("the server took it without an id").asException());
      ready.release();
    }

    void send(UploadSourceRequest request) throws IOException {
      try {
        while (!requests.isReady()) {
          if (answer.isDone()) {
            throw new IOException("the server ended the transfer");
          }
          ready.acquire();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      requests.onNext(request);
    }

    void abort(Throwable cause) {
      requests.cancel("the source could not be read", cause);
    }

    java.util.Optional<String> reason() {
      return answer.isCompletedExceptionally()
              && answer.exceptionNow() instanceof StatusRuntimeException status
          ? java.util.Optional.of(GrpcErrors.message(status))
          : java.util.Optional.empty();
    }

    String answer() throws InterruptedException {
      if (!answer.isDone()) {
        requests.onCompleted();
      }
      try {
        return answer.get();
      } catch (ExecutionException e) {
        throw new CliException(
            "the server did not take the source: " + reason().orElse(e.getCause().getMessage()), e);
      }
    }
  }

  /** Cuts a stream of bytes into messages. */
  private static final class Chunks extends OutputStream {
    private static final int SIZE = 256 * 1024;

    private final Call call;
    private final byte[] buffer = new byte[SIZE];
    private int used;

    Chunks(Call call, String project) throws IOException {
      this.call = call;
      call.send(UploadSourceRequest.newBuilder().setProject(project).build());
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      int at = offset;
      int left = length;
      while (left > 0) {
        int part = Math.min(left, SIZE - used);
        System.arraycopy(data, at, buffer, used, part);
        used += part;
        at += part;
        left -= part;
        if (used == SIZE) {
          flush();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      if (used > 0) {
        call.send(
            UploadSourceRequest.newBuilder().setData(ByteString.copyFrom(buffer, 0, used)).build());
        used = 0;
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
