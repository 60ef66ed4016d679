package dev.waypoint.gateway.engine;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;

/** What all kinds of engine have from being connected to a server. */
abstract class ConnectedEngine implements Engine {
  private final Kind kind;
  private final String namespace;
  private final EngineConnection connection;

  ConnectedEngine(Kind kind, String namespace, EngineConnection connection) {
    this.kind = kind;
    this.namespace = namespace;
    this.connection = connection;
  }

  /** Where the server is, for messages. */
  abstract String address();

  @Override
  public final Kind kind() {
    return kind;
  }

  @Override
  public final String namespace() {
    return namespace;
  }

  @Override
  public final WorkflowServiceStubs stubs() {
    return connection.stubs();
  }

  @Override
  public final WorkflowClient client() {
    return connection.client();
  }

  @Override
  public final boolean durable() {
    return kind != Kind.IN_PROCESS;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  public final boolean registerSearchAttributes(Collection<String> keywords) {
    return connection.registerSearchAttributes(keywords);
  }

  @Override
  public final EngineHealth health() {
    return connection.health(address());
  }

  @Override
  public void close() {
    connection.close();
  }
}
