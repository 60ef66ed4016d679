package dev.waypoint.gateway.job;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.workflows.WorkflowRegistration;
import io.temporal.worker.WorkerFactory;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Runs the workflows of jobs inside this gateway, on the client that starts them. */
@Singleton
public final class WorkflowWorker {
  private static final long CLOSING_SECONDS = 5;

  private final Engine engine;
  private final WorkerFactory factory;

  WorkflowWorker(Engine engine, JobLedger ledger) {
    this.engine = engine;
    this.factory =
        WorkerFactory.newInstance(engine.client(), WorkflowRegistration.factoryOptions());
    WorkflowRegistration.register(factory, ledger);
  }

  public void start() {
    factory.start();
  }

  /** Lets workflow tasks that are under way end, where an engine remembers them. */
  public void close() {
    if (engine.durable()) {
      factory.shutdown();
      factory.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
    factory.shutdownNow();
  }
}
