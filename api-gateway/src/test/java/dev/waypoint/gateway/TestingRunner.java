package dev.waypoint.gateway;

import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A runner's connection, by hand: what it was told, in order. */
public final class TestingRunner
    implements ClientResponseObserver<ConnectRequest, RunnerDirective>, AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private ClientCallStreamObserver<ConnectRequest> call;

  /** The end of the connection. */
  public record Ended(Throwable error) {}

  public static TestingRunner connect(
      Channel channel, String id, RunnerKind kind, Map<String, String> labels) {
    return connect(channel, request(id, kind, labels).build());
  }

  public static TestingRunner connect(Channel channel, ConnectRequest request) {
    TestingRunner runner = new TestingRunner();
    RunnerAgentServiceGrpc.newStub(channel).connect(request, runner);
    return runner;
  }

  public static ConnectRequest.Builder request(
      String id, RunnerKind kind, Map<String, String> labels) {
    return ConnectRequest.newBuilder()
        .setId(id)
        .setKind(kind)
        .putAllLabels(labels)
        .setConcurrency(2)
        .setVersion("test")
        .setInstance("instance-of-" + id);
  }

  /** The next directive that is no ping, or the end. */
  public Object next() {
    try {
      while (true) {
        Object event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
          throw new AssertionError("the server said nothing for " + PATIENCE_SECONDS + " s");
        }
        if (!(event instanceof RunnerDirective directive) || !directive.hasPing()) {
          return event;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public RunnerDirective nextDirective() {
    Object event = next();
    if (event instanceof RunnerDirective directive) {
      return directive;
    }
    throw new AssertionError("the connection ended: " + event, ((Ended) event).error());
  }

  /** The work directive, which has to be next. */
  public RunnerDirective.Work work() {
    RunnerDirective directive = nextDirective();
    if (!directive.hasWork()) {
      throw new AssertionError("not work, but " + directive);
    }
    return directive.getWork();
  }

  public Throwable failure() {
    Object event = next();
    if (event instanceof Ended ended) {
      return ended.error();
    }
    throw new AssertionError("the connection goes on: " + event);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ConnectRequest> stream) {
    call = stream;
  }

  @Override
  public void onNext(RunnerDirective directive) {
    events.add(directive);
  }

  @Override
  public void onError(Throwable error) {
    events.add(new Ended(error));
  }

  @Override
  public void onCompleted() {
    events.add(new Ended(null));
  }

  @Override
  public void close() {
    call.cancel("the test is over", null);
  }
}
