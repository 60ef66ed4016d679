package dev.waypoint.worker;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Passes unary calls on as bytes. */
final class PassingOn extends HandlerRegistry {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final Channel target;
  private final Consumer<Metadata> headersSeen;

  PassingOn(Channel target, Consumer<Metadata> headersSeen) {
    this.target = target;
    this.headersSeen = headersSeen;
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(BYTES, BYTES)
            .setFullMethodName(name)
            .setType(MethodDescriptor.MethodType.UNARY)
            .build();
    ServerCallHandler<byte[], byte[]> handler =
        ServerCalls.asyncUnaryCall((request, observer) -> pass(method, request, observer));
    return ServerMethodDefinition.create(
        method,
        (ServerCall<byte[], byte[]> call, Metadata headers) -> {
          headersSeen.accept(headers);
          return handler.startCall(call, headers);
        });
  }

  private void pass(
      MethodDescriptor<byte[], byte[]> method, byte[] request, StreamObserver<byte[]> observer) {
    // A poll whose caller has gone stays open at the engine: cancelling it could lose a task.
    ((ServerCallStreamObserver<byte[]>) observer).setOnCancelHandler(() -> {});
    io.grpc.Context.ROOT.run(
        () ->
            ClientCalls.asyncUnaryCall(
                target.newCall(
                    method,
                    CallOptions.DEFAULT.withDeadlineAfter(
                        20, java.util.concurrent.TimeUnit.SECONDS)),
                request,
                new StreamObserver<byte[]>() {
                  @Override
                  public void onNext(byte[] value) {
                    observer.onNext(value);
                  }

                  @Override
                  public void onError(Throwable t) {
                    observer.onError(Status.fromThrowable(t).asRuntimeException());
                  }

                  @Override
                  public void onCompleted() {
                    observer.onCompleted();
                  }
                }));
  }
}
