package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.nomad.apimodel.AllocationListStub;
import com.hashicorp.nomad.apimodel.Evaluation;
import com.hashicorp.nomad.apimodel.Job;
import dev.waypoint.sdk.task.TaskName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs of tasks. */
final class Jobs {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Nomad nomad;

  Jobs(Nomad nomad) {
    this.nomad = nomad;
  }

  /** Also one that has ended and was not purged. */
  Optional<Job> find(TaskName task) throws NomadFault, InterruptedException {
    try {
      return Optional.of(
          nomad.call(
              "ask for the job " + task,
              client -> client.getJobsApi().info(task.value()).getValue()));
    } catch (NomadFault e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Has Nomad check it: what a profile lays over a job may be anything. */
  void validate(ObjectNode job) throws NomadFault, InterruptedException {
    String action = "start the job " + job.path("ID").asText();
    JsonNode answer = nomad.http().put(action, "/v1/validate/job", Map.of(), request(job));
    List<String> errors =
        answer.path("ValidationErrors").valueStream().map(JsonNode::asText).toList();
    if (!errors.isEmpty()) {
      throw NomadFault.lasting(
          "cannot %s: the profile's job is not valid: %s"
              .formatted(action, String.join("; ", errors)),
          null);
    }
  }

  /**
   * Fails with a conflict if there is a job of that name.
   *
   * @return the evaluation's id
   */
  String register(ObjectNode job) throws NomadFault, InterruptedException {
    ObjectNode request = request(job).put("EnforceIndex", true).put("JobModifyIndex", 0);
    return nomad
        .http()
        .put("start the job " + job.path("ID").asText(), "/v1/jobs", Map.of(), request)
        .path("EvalID")
        .asText();
  }

  /** Makes it, or changes the one of that name. */
  void put(ObjectNode job) throws NomadFault, InterruptedException {
    nomad
        .http()
        .put("start the job " + job.path("ID").asText(), "/v1/jobs", Map.of(), request(job));
  }

  private static ObjectNode request(ObjectNode job) {
    return Json.object().set("Job", job);
  }

  /** Tells it to end; what it has run stays to be asked for. Fine if there is none. */
  void stop(TaskName task) throws NomadFault, InterruptedException {
    deregister(task, false);
  }

  /** Removes it. Fine if there is none. */
  void purge(TaskName task) throws NomadFault, InterruptedException {
    deregister(task, true);
  }

  /**
   * Waits until all that was told to stop has ended. Once a job is purged, nobody could ask any
   * more whether its container still runs.
   */
  void awaitEnd(TaskName task, Duration patience) throws NomadFault, InterruptedException {
    Instant latest = Instant.now().plus(patience);
    while (!allocations(task).stream().allMatch(Jobs::hasEnded)) {
      if (Instant.now().isAfter(latest)) {
        throw NomadFault.passing(
            "the job %s was told to stop and still runs".formatted(task), null);
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean hasEnded(AllocationListStub allocation) {
    return List.of("complete", "failed", "lost").contains(allocation.getClientStatus());
  }

  private void deregister(TaskName task, boolean purge) throws NomadFault, InterruptedException {
    try {
      nomad.call(
          "stop the job " + task,
          client -> client.getJobsApi().deregister(task.value(), purge, nomad.write()));
    } catch (NomadFault e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  /** The oldest first. */
  List<AllocationListStub> allocations(TaskName task) throws NomadFault, InterruptedException {
    List<AllocationListStub> allocations =
        nomad.call(
            "ask for the allocations of " + task,
            client -> client.getJobsApi().allocations(task.value()).getValue());
    return allocations.stream()
        .sorted(Comparator.comparing(AllocationListStub::getCreateIndex))
        .toList();
  }

  /** Decisions of the scheduler, the newest first. */
  List<Evaluation> evaluations(TaskName task) throws NomadFault, InterruptedException {
    List<Evaluation> evaluations =
        nomad.call(
            "ask for the evaluations of " + task,
            client -> client.getJobsApi().evaluations(task.value()).getValue());
    return evaluations.stream()
        .sorted(Comparator.comparing(Evaluation::getCreateIndex).reversed())
        .toList();
  }

  /** Tasks whose jobs carry all of the labels. */
  List<TaskName> labelled(Map<String, String> labels) throws NomadFault, InterruptedException {
    JsonNode jobs = nomad.http().get("list the jobs", "/v1/jobs", Map.of("meta", "true"));
    List<TaskName> labelled = new ArrayList<>();
    for (JsonNode job : jobs) {
      JsonNode meta = job.path("Meta");
      boolean carries =
          labels.entrySet().stream()
              .allMatch(label -> label.getValue().equals(meta.path(label.getKey()).asText(null)));
      String id = job.path("ID").asText();
      if (carries && id.equals(meta.path(JobSpec.TASK_META).asText(null))) {
        labelled.add(new TaskName(id));
      }
    }
    return labelled;
  }
}
