package dev.waypoint.activities.run;

import dev.waypoint.activities.config.HclConfigLoader;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.InMemoryJobGateway;
import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.JobSpec;
import dev.waypoint.activities.gateway.OperationKind;
import dev.waypoint.activities.gateway.OperationOptions;
import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.activities.gateway.VariableInput;
import dev.waypoint.activities.plugin.PluginLoader;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** A runner with real plugins and a gateway in memory, in directories of one test. */
public final class TestingRunner {
  public static final AttemptInput ATTEMPT = new AttemptInput(new JobId("01JOBX"), 1);

  private final InMemoryJobGateway gateway = new InMemoryJobGateway();
  private final TestingHeartbeat heartbeat = new TestingHeartbeat();
  private final Path project;
  private final RunnerContext context;
  private final List<VariableInput> variables = new ArrayList<>();
  private Map<String, String> labels = Map.of();
  private OperationOptions options = OperationOptions.DEFAULTS;
  private Optional<HclFile> jobHcl = Optional.empty();

  public TestingRunner(Path directory) throws IOException {
    this.project = Files.createDirectories(directory.resolve("project"));
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    this.context =
        new RunnerContext(
            new RunnerId("test"),
            Optional.of(project),
            System.getenv(),
            PluginLoader.load(Optional.empty(), warning -> {}),
            new HclConfigLoader(),
            temporary);
  }

  public InMemoryJobGateway gateway() {
    return gateway;
  }

  public RunnerContext context() {
    return context;
  }

  public Path project() {
    return project;
  }

  public Path temporary() {
    return context.temporaryDirectory();
  }

  public TestingRunner file(String name, String content) throws IOException {
    Files.createDirectories(project.resolve(name).getParent());
    Files.writeString(project.resolve(name), content);
    return this;
  }

  /** A waypoint.hcl with one application, web, of this body. */
  public TestingRunner app(String body) throws IOException {
    return file("waypoint.hcl", "project = \"shop\"\napp \"web\" {\n" + body + "\n}\n");
  }

  public TestingRunner variable(String name, String value) {
    variables.add(new VariableInput(name, value, VariableInput.Source.CLI, false));
    return this;
  }

  public TestingRunner labels(Map<String, String> values) {
    labels = values;
    return this;
  }

  public TestingRunner options(OperationOptions values) {
    options = values;
    return this;
  }

  public TestingRunner jobHcl(HclFile file) {
    jobHcl = Optional.of(file);
    return this;
  }

  public JobSpec spec(OperationKind operation) {
    return new JobSpec(
        "shop",
        "web",
        "default",
        operation,
        labels,
        Optional.of(new SourceSpec.Local()),
        jobHcl,
        variables,
        options);
  }

  /** Runs a job to its end. */
  public RunJobResult run(OperationKind operation) {
    gateway.nextJob(spec(operation));
    return attempt(ATTEMPT);
  }

  /** Runs a job to its end and answers what was delivered. */
  public JobOutcome outcome(OperationKind operation) {
    run(operation);
    return gateway.outcome().orElseThrow();
  }

  public JobOutcome.Succeeded success(OperationKind operation) {
    return switch (outcome(operation)) {
      case JobOutcome.Succeeded succeeded -> succeeded;
      case JobOutcome.Failed failed -> throw new AssertionError(failed + "\n" + gateway.text());
    };
  }

  public JobOutcome.Failed failure(OperationKind operation) {
    return switch (outcome(operation)) {
      case JobOutcome.Failed failed -> failed;
      case JobOutcome.Succeeded succeeded ->
          throw new AssertionError("it succeeded: " + gateway.text());
    };
  }

  /** Begins a job; the future ends as the activity does. */
  public CompletableFuture<RunJobResult> begin(OperationKind operation) {
    gateway.nextJob(spec(operation));
    return CompletableFuture.supplyAsync(
        () -> attempt(ATTEMPT), Executors.newVirtualThreadPerTaskExecutor());
  }

  public RunJobResult attempt(AttemptInput input) {
    return new AttemptRun(context, gateway, input).run(heartbeat);
  }

  void engineSays(Heartbeat.Signal signal) {
    heartbeat.say(signal);
  }
}
