package dev.waypoint.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.protocol.v1.GetServerInfoRequest;
import dev.waypoint.protocol.v1.GetServerInfoResponse;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of two gateways on this machine. */
class SeveralGatewaysTest {
  private Server first;
  private Server second;
  private GatewayChannel channel;

  @BeforeEach
  void start() throws IOException {
    first = server("first", 0);
    second = server("second", 0);
    channel =
        GatewayChannel.open(
            new GatewayTarget(
                List.of(
                    new GatewayAddress("localhost", first.getPort()),
                    new GatewayAddress("127.0.0.1", second.getPort())),
                new TlsTrust.Plaintext()),
            new AccessToken(Optional.empty(), Optional.empty()));
  }

  @AfterEach
  void stop() {
    channel.close();
    first.shutdownNow();
    second.shutdownNow();
  }

  @Test
  void theFirstOneIsUsedWhileItIsThere() {
    assertThat(List.of(answer(), answer(), answer())).containsOnly("first");
  }

  @Test
  void theOtherOneTakesOverAtTheNextCallAndSoOn() throws Exception {
    int port = first.getPort();
    assertThat(answer()).isEqualTo("first");
    end(first);
    assertThat(answerOnceTheLossIsKnown()).isEqualTo("second");
    first = server("first", port);
    assertThat(answer()).isEqualTo("second");
    end(second);
    assertThat(answerOnceTheLossIsKnown()).isEqualTo("first");
  }

  @Test
  void withoutAnyTheCallFailsAtOnce() throws Exception {
    end(first);
    end(second);
    assertThatThrownBy(this::answer)
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void aHostThatIsUnknownIsLeftOut() {
    GatewayTarget target =
        GatewayTarget.parse(
            "no-such-host.invalid:1,127.0.0.1:" + second.getPort(), new TlsTrust.Plaintext());
    try (GatewayChannel other =
        GatewayChannel.open(target, new AccessToken(Optional.empty(), Optional.empty()))) {
      assertThat(answer(other)).isEqualTo("second");
    }
  }

  private String answer() {
    return answer(channel);
  }

  /** A call that went out before the end of its connection was noticed fails like any under way. */
  private String answerOnceTheLossIsKnown() {
    try {
      return answer();
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      return answer();
    }
  }

  private static String answer(GatewayChannel channel) {
    return ServerServiceGrpc.newBlockingStub(channel.authorised())
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .getServerInfo(GetServerInfoRequest.getDefaultInstance())
        .getVersion();
  }

  private void end(Server server) throws InterruptedException {
    server.shutdownNow().awaitTermination();
    channel.resetBackoff();
  }

  private static Server server(String name, int port) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
        .addService(new Answering(name))
        .build()
        .start();
  }

  private static final class Answering extends ServerServiceGrpc.ServerServiceImplBase {
    private final String name;

    Answering(String name) {
      this.name = name;
    }

    @Override
    public void getServerInfo(
        GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> answer) {
      answer.onNext(GetServerInfoResponse.newBuilder().setVersion(name).build());
      answer.onCompleted();
    }
  }
}
