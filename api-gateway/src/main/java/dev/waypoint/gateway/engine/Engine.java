package dev.waypoint.gateway.engine;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;

/**
 * A Temporal server to run workflows on. Callers use nothing that the least of the three kinds
 * lacks: no listing, no counting, no schedules, no reset.
 */
public interface Engine extends AutoCloseable {
  /** Which of the three it is; for messages, not for decisions. */
  enum Kind {
    /** A server or cluster that others run. */
    EXTERNAL,
    /** A server that this gateway runs as a child process. */
    MANAGED,
    /** Inside this process. */
    IN_PROCESS
  }

  Kind kind();

  /** One line for the log at start: what it is, where, and whether it keeps what it has. */
  String describe();

  String namespace();

  /** The connection, shared by all users; closed by {@link #close}. */
  WorkflowServiceStubs stubs();

  /**
   * The client to start workflows with and to build the workflow worker on: only when both share it
   * can the server hand the first workflow task out with the start's answer.
   */
  WorkflowClient client();

  /** Whether workflows survive the end of the engine's process. */
  boolean durable();

  /**
   * Whether it began without any workflow. When true, whatever the database holds as unfinished
   * must be submitted again; when false, some of it may still have to be, so ask for each.
   */
  boolean startedEmpty();

  /** The address of Temporal's web UI, where there is one that this engine knows of. */
  Optional<URI> ui();

  /**
   * Makes search attributes of the type keyword known. Idempotent. Answers false, and never throws,
   * when this server has no room or no right for it: then workflows are started without them.
   */
  boolean registerSearchAttributes(Collection<String> keywords);

  /** Asks the server once, for a second at most. */
  EngineHealth health();

  /** Closes the connection and stops what this process started. Idempotent. */
  @Override
  void close();
}
