package dev.waypoint.gateway.engine;

import io.temporal.testserver.TestServer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Temporal's test server inside this process, with time running as it does: for trying out and for
 * tests. Nothing survives the process, and the memory of finished workflows (about 13 KB each) is
 * not given back.
 */
final class InProcessEngine extends ConnectedEngine {
  private static final String ADDRESS = "this process";

  private final TestServer.InProcessTestServer server;
  private final AtomicBoolean closing = new AtomicBoolean();

  private InProcessEngine(
      String namespace, TestServer.InProcessTestServer server, EngineConnection connection) {
    super(Kind.IN_PROCESS, namespace, connection);
    this.server = server;
  }

  static InProcessEngine start(String namespace) {
    TestServer.InProcessTestServer server = TestServer.createServer(true);
    return new InProcessEngine(
        namespace,
        server,
        EngineConnection.open(namespace, stubs -> stubs.setChannel(server.getChannel())));
  }

  @Override
  String address() {
    return ADDRESS;
  }

  @Override
  public String describe() {
    return "Temporal in this process, in memory: its workflows end with it and are begun again from"
        + " the database";
  }

  @Override
  public boolean startedEmpty() {
    return true;
  }

  /** The server waits some seconds for polls that nobody makes any more: nobody waits for that. */
  @Override
  public void close() {
    super.close();
    if (closing.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("temporal-closing").start(server::close);
    }
  }
}
