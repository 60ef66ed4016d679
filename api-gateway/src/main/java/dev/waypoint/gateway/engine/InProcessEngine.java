package dev.waypoint.gateway.engine;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testserver.TestServer;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;

/**
 * Temporal's test server inside this process, with time running as it does: for trying out and for
 * tests. Nothing survives the process, and the memory of finished workflows (about 13 KB each) is
 * not given back.
 */
final class InProcessEngine implements Engine {
  private static final String ADDRESS = "this process";

  private final String namespace;
  private final TestServer.InProcessTestServer server;
  private final EngineConnection connection;

  private InProcessEngine(
      String namespace, TestServer.InProcessTestServer server, EngineConnection connection) {
    this.namespace = namespace;
    this.server = server;
    this.connection = connection;
  }

  static InProcessEngine start(String namespace) {
    TestServer.InProcessTestServer server = TestServer.createServer(true);
    return new InProcessEngine(
        namespace,
        server,
        EngineConnection.open(namespace, stubs -> stubs.setChannel(server.getChannel())));
  }

  @Override
  public Kind kind() {
    return Kind.IN_PROCESS;
  }

  @Override
  public String describe() {
    return "Temporal in this process, in memory: its workflows end with it and are begun again from"
        + " the database";
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public WorkflowServiceStubs stubs() {
    return connection.stubs();
  }

  @Override
  public WorkflowClient client() {
    return connection.client();
  }

  @Override
  public boolean durable() {
    return false;
  }

  @Override
  public boolean startedEmpty() {
    return true;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  public boolean registerSearchAttributes(Collection<String> keywords) {
    return connection.registerSearchAttributes(keywords);
  }

  @Override
  public EngineHealth health() {
    return connection.health(ADDRESS);
  }

  @Override
  public void close() {
    connection.close();
    server.close();
  }
}
