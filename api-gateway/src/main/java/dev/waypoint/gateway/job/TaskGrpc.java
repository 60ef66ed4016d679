package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.task.TaskRow;
import dev.waypoint.gateway.task.TaskStore;
import dev.waypoint.protocol.v1.CancelTaskRequest;
import dev.waypoint.protocol.v1.CancelTaskResponse;
import dev.waypoint.protocol.v1.GetTaskRequest;
import dev.waypoint.protocol.v1.GetTaskResponse;
import dev.waypoint.protocol.v1.ListTasksRequest;
import dev.waypoint.protocol.v1.ListTasksResponse;
import dev.waypoint.protocol.v1.TaskServiceGrpc.TaskServiceImplBase;
import dev.waypoint.workflows.job.JobId;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tasks for clients. */
@Singleton
public final class TaskGrpc extends TaskServiceImplBase {
  private final TaskStore tasks;
  private final JobStore jobs;
  private final JobCanceller canceller;
  private final WaitExplainer explainer;

  TaskGrpc(TaskStore tasks, JobStore jobs, JobCanceller canceller, WaitExplainer explainer) {
    this.tasks = tasks;
    this.jobs = jobs;
    this.canceller = canceller;
    this.explainer = explainer;
  }

  @Override
  public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> observer) {
    if (request.getLimit() < 0) {
      throw ApiException.invalid("a limit of %d is not possible; 0 lists all", request.getLimit());
    }
    ListTasksResponse.Builder response = ListTasksResponse.newBuilder();
    tasks.list(request.getStatesList(), request.getLimit(), request.getOldestFirst()).stream()
        .map(TaskProtos::of)
        .forEach(response::addTasks);
    Replies.send(observer, response.build());
  }

  @Override
  public void getTask(GetTaskRequest request, StreamObserver<GetTaskResponse> observer) {
    TaskRow task = require(request.getId(), request.getRunJobId());
    GetTaskResponse.Builder response = GetTaskResponse.newBuilder().setTask(TaskProtos.of(task));
    job(task).ifPresent(job -> response.setJob(JobProtos.of(job, explainer.explain(job))));
    Replies.send(observer, response.build());
  }

  @Override
  public void cancelTask(CancelTaskRequest request, StreamObserver<CancelTaskResponse> observer) {
    TaskRow task = require(request.getId(), request.getRunJobId());
    job(task).filter(job -> !task.jobOver()).ifPresent(job -> canceller.cancel(job, false));
    if (task.warm() && task.job().isEmpty()) {
      tasks.wantStop(task.id());
    }
    TaskRow after = tasks.find(task.id()).orElse(task);
    Replies.send(observer, CancelTaskResponse.newBuilder().setTask(TaskProtos.of(after)).build());
  }

  private Optional<JobRow> job(TaskRow task) {
    return task.job().flatMap(jobs::find);
  }

  private TaskRow require(String id, String jobId) {
    if (id.isBlank() == jobId.isBlank()) {
      throw ApiException.invalid("name either a task or the job that it runs");
    }
    return id.isBlank()
        ? tasks
            .latestOf(new JobId(jobId))
            .orElseThrow(
                () ->
                    ApiException.notFound(
                        "no task runs job '%s': it is not known, or has no on-demand runner",
                        jobId))
        : tasks
            .find(id)
            .orElseThrow(
                () ->
                    ApiException.notFound(
                        "task '%s' is not known: 'waypoint task list' shows those that are", id));
  }
}
