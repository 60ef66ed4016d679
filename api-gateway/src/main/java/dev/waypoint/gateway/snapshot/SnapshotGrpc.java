package dev.waypoint.gateway.snapshot;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Errors;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.server.ServerVersion;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.CreateSnapshotRequest;
import dev.waypoint.protocol.v1.CreateSnapshotResponse;
import dev.waypoint.protocol.v1.RestoreSnapshotRequest;
import dev.waypoint.protocol.v1.RestoreSnapshotResponse;
import dev.waypoint.protocol.v1.SnapshotServiceGrpc.SnapshotServiceImplBase;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Snapshots for operators. */
@Singleton
public final class SnapshotGrpc extends SnapshotServiceImplBase {
  private final Snapshots snapshots;
  private final ServerVersion version;
  private final ExitRequest exit;
  private final AuditLog audit;

  SnapshotGrpc(Snapshots snapshots, ServerVersion version, ExitRequest exit, AuditLog audit) {
    this.snapshots = snapshots;
    this.version = version;
    this.exit = exit;
    this.audit = audit;
  }

  @Override
  public void createSnapshot(
      CreateSnapshotRequest request, StreamObserver<CreateSnapshotResponse> observer) {
    ChunkSender sender =
        new ChunkSender((ServerCallStreamObserver<CreateSnapshotResponse>) observer);
    audit.record(AuditAction.SERVER_SNAPSHOT, "server", "");
    Thread.ofVirtual()
        .name("snapshot")
        .start(Context.current().wrap(() -> write(sender, observer)));
  }

  @Override
  public StreamObserver<RestoreSnapshotRequest> restoreSnapshot(
      StreamObserver<RestoreSnapshotResponse> observer) {
    return new Upload(observer);
  }

  private void write(ChunkSender sender, StreamObserver<CreateSnapshotResponse> observer) {
    try {
      snapshots.write(version.value(), sender);
      sender.close();
      observer.onCompleted();
    } catch (IOException e) {
      // the client went away
    } catch (SnapshotException e) {
      observer.onError(
          Errors.toStatus(ApiException.refused("%s", e.getMessage())).asRuntimeException());
    } catch (RuntimeException e) {
      observer.onError(Errors.toStatus(e).asRuntimeException());
    }
  }

  private final class Upload implements StreamObserver<RestoreSnapshotRequest> {
    private final StreamObserver<RestoreSnapshotResponse> observer;
    private final Path file;
    private final OutputStream out;
    private boolean thenExit;

    Upload(StreamObserver<RestoreSnapshotResponse> observer) {
      this.observer = observer;
      try {
        this.file = snapshots.incoming();
        this.out = Files.newOutputStream(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onNext(RestoreSnapshotRequest part) {
      thenExit |= part.getExit();
      try {
        part.getData().writeTo(out);
      } catch (IOException e) {
        discard();
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onError(Throwable error) {
      discard();
    }

    @Override
    public void onCompleted() {
      SnapshotSummary summary;
      try {
        out.close();
        summary = snapshots.stage(file);
      } catch (SnapshotException e) {
        discard();
        throw ApiException.refused("%s", e.getMessage());
      } catch (IOException e) {
        discard();
        throw new UncheckedIOException(e);
      }
      audit.record(
          AuditAction.SERVER_RESTORE, "server", "staged the snapshot of " + summary.created());
      Replies.send(
          observer,
          RestoreSnapshotResponse.newBuilder()
              .setCreated(Protos.time(summary.created()))
              .setServerVersion(summary.server())
              .setRows(summary.rows())
              .build());
      if (thenExit) {
        exit.ask();
      }
    }

    private void discard() {
      try {
        out.close();
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
