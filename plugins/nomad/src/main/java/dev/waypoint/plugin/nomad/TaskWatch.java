package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.nomad.apimodel.Allocation;
import com.hashicorp.nomad.apimodel.Job;
import com.hashicorp.nomad.apimodel.TaskState;
import com.hashicorp.nomad.javasdk.NomadJson;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.task.TaskProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Follows one job to its end: that of its first allocation, as no other may take its place. */
final class TaskWatch {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration COLLECTED_FROM = Duration.ofSeconds(3);
  private static final Duration WAIT_FOR_PLACEMENT = Duration.ofSeconds(2);

  private final Nomad nomad;
  private final Jobs jobs;
  private final LauncherConfig config;
  private final TaskName name;
  private final Terminal terminal;
  private final TaskProgress progress;

  TaskWatch(Nomad nomad, LauncherConfig config, TaskName name, TaskContext context) {
    this.nomad = nomad;
    this.jobs = new Jobs(nomad);
    this.config = config;
    this.name = name;
    this.terminal = context.terminal();
    this.progress = context.progress();
  }

  TaskExit watch() throws NomadFault, InterruptedException {
    Optional<Job> job = jobs.find(name);
    if (job.isEmpty()) {
      return gone();
    }
    Instant latest = submitted(job.get()).plus(config.pendingTimeout());
    long index = 0;
    while (true) {
      Http.Answer answer =
          nomad
              .http()
              .await(
                  "wait for the allocation of " + name,
                  "/v1/job/%s/allocations".formatted(name),
                  index,
                  shorter(WAIT_FOR_PLACEMENT, untilOrNothing(latest)));
      Optional<String> first = first(answer.body());
      if (first.isPresent()) {
        return follow(first.get(), latest);
      }
      job = jobs.find(name);
      if (job.isEmpty()) {
        return gone();
      }
      if (Boolean.TRUE.equals(job.get().getStop())) {
        return end(Cause.KILLED, "the job %s was stopped before it ran".formatted(name));
      }
      String refusal = Placement.refusal(jobs.evaluations(name), config).orElse("");
      if (Instant.now().isAfter(latest)) {
        return end(
            Cause.NOT_STARTED,
            "the job %s has no place after %s%s"
                .formatted(
                    name, words(config.pendingTimeout()), refusal.isEmpty() ? "" : ": " + refusal));
      }
      progress.waits(refusal.isEmpty() ? "" : "waiting for a place on Nomad: " + refusal);
      index = answer.index();
    }
  }

  private static Instant submitted(Job job) {
    return job.getSubmitTime() == null
        ? Instant.now()
        : Instant.EPOCH.plusNanos(job.getSubmitTime());
  }

  private static Optional<String> first(JsonNode allocations) {
    return allocations
        .valueStream()
        .min(Comparator.comparingLong(allocation -> allocation.path("CreateIndex").asLong()))
        .map(allocation -> allocation.path("ID").asText());
  }

  private TaskExit follow(String id, Instant latest) throws NomadFault, InterruptedException {
    LogFollower out = new LogFollower(nomad.http(), id, "stdout", terminal.stdout());
    LogFollower err = new LogFollower(nomad.http(), id, "stderr", terminal.stderr());
    try {
      long index = 0;
      boolean started = false;
      while (true) {
        Http.Answer answer =
            nomad
                .http()
                .await(
                    "ask for the allocation " + id,
                    "/v1/allocation/" + id,
                    index,
                    started ? LONGEST_WAIT : shorter(LONGEST_WAIT, untilOrNothing(latest)));
        Allocation allocation = parse(answer.body());
        started = TaskEnd.hasStarted(allocation);
        if (started) {
          progress.runs();
          out.start();
          err.start();
        } else if (!TaskEnd.isOver(allocation)) {
          progress.waits(TaskEnd.waitsFor(allocation).orElse(""));
        }
        if (TaskEnd.isOver(allocation)) {
          TaskExit exit = TaskEnd.of(name, allocation);
          LogFollower.finish(List.of(out, err), exit.cause() != Cause.EXITED);
          if (!exit.success() && !out.hasPassedAnything() && !err.hasPassedAnything()) {
            tellWhyNothingWasHeard(allocation);
          }
          return exit;
        }
        if (!started && Instant.now().isAfter(latest)) {
          return end(Cause.NOT_STARTED, overdue(allocation));
        }
        index = answer.index();
      }
    } catch (NomadFault e) {
      if (e.isNotFound()) {
        return gone();
      }
      throw e;
    } finally {
      out.stop();
      err.stop();
    }
  }

  /** Nomad's Docker driver starts to collect output a little after the container. */
  private void tellWhyNothingWasHeard(Allocation allocation) {
    TaskEnd.ranFor(allocation)
        .filter(ran -> ran.compareTo(COLLECTED_FROM) < 0)
        .ifPresent(
            ran ->
                terminal.line(
                    Style.WARNING,
                    "Nomad collected no output of the job %s, which ran for %s: its Docker driver"
                            .formatted(name, words(ran))
                        + " may miss what a container writes that ends so soon"));
  }

  private String overdue(Allocation allocation) {
    String said =
        TaskEnd.runner(allocation).map(TaskState::getEvents).map(TaskEnd::said).orElse("");
    return "the job %s did not run on the node %s within %s%s"
        .formatted(
            name,
            allocation.getNodeName(),
            words(config.pendingTimeout()),
            said.isEmpty() ? "" : ": " + said);
  }

  private static Allocation parse(JsonNode json) throws NomadFault {
    try {
      return NomadJson.deserialize(json.toString(), Allocation.class);
    } catch (IOException e) {
      throw NomadFault.lasting("cannot read Nomad's answer about an allocation", e);
    }
  }

  private TaskExit gone() {
    return end(Cause.GONE, "there is no job %s".formatted(name));
  }

  private static TaskExit end(Cause cause, String message) {
    return new TaskExit(TaskExit.NO_EXIT_CODE, cause, message);
  }

  private static Duration untilOrNothing(Instant latest) {
    Duration left = Duration.between(Instant.now(), latest);
    return left.isPositive() ? left.plusMillis(1) : Duration.ofMillis(1);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String words(Duration duration) {
    return duration.isPositive() && duration.toMillis() % 60_000 == 0
        ? duration.toMinutes() + "m"
        : duration.toMillis() / 1000.0 + "s";
  }
}
