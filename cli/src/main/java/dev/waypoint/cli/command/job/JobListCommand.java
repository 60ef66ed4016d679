package dev.waypoint.cli.command.job;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.command.Targets;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.ListJobsResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List jobs, the newest first.")
final class JobListCommand extends RecordCommand {
  private static final int LARGEST_PAGE = 1000;

  @Mixin private JsonOption format;

  @Option(
      names = "-state",
      paramLabel = "STATE",
      split = ",",
      description = "Only jobs in this state: ${COMPLETION-CANDIDATES}. May be repeated.")
  private List<StateFilter> states = List.of();

  @Option(
      names = "-target-runner-id",
      paramLabel = "ID",
      description = "Only jobs for this runner; '*' for jobs that any runner may take.")
  private String targetId;

  @Option(
      names = "-target-runner-label",
      paramLabel = "K=V",
      description = "Only jobs for runners with this label. May be repeated.")
  private Map<String, String> targetLabels = new LinkedHashMap<>();

  @Option(
      names = "-operation",
      paramLabel = "NAME",
      split = ",",
      description = "Only jobs of this operation, such as deploy. May be repeated.")
  private List<String> operations = List.of();

  @Option(
      names = "-runner",
      paramLabel = "ID",
      description = "Only jobs that this runner executes or executed.")
  private String runner = "";

  @Option(
      names = "-queued-by",
      paramLabel = "USER",
      description = "Only jobs that this user queued.")
  private String queuedBy = "";

  @Option(
      names = "-singleton-id",
      paramLabel = "ID",
      description = "Only jobs with this singleton id.")
  private String singletonId = "";

  @Option(names = "-desc", description = "Newest first; default: true.")
  private boolean newestFirst = true;

  @Option(names = "-limit", paramLabel = "N", description = "At most so many; 0: all.")
  private int limit;

  @Option(names = "-verbose", description = "Show more columns.")
  private boolean verbose;

  JobListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<Job> jobs = jobs(server);
    if (jobs.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no jobs found");
    }
    renderer().list(JobView.table(jobs, verbose, environment().clock()), jobs);
  }

  private List<Job> jobs(ServerConnection server) {
    ListJobsRequest.Builder request = request();
    List<Job> jobs = new ArrayList<>();
    do {
      int left = limit > 0 ? limit - jobs.size() : LARGEST_PAGE;
      request.setPageSize(Math.min(left, LARGEST_PAGE));
      ListJobsResponse page = server.jobs().listJobs(request.build());
      jobs.addAll(page.getJobsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty() && (limit == 0 || jobs.size() < limit));
    return jobs;
  }

  private ListJobsRequest.Builder request() {
    if (limit < 0) {
      throw CliException.of("-limit=%d: the limit must not be negative; 0 lists all", limit);
    }
    if (targetId != null && !targetLabels.isEmpty()) {
      throw new CliException("use either -target-runner-id or -target-runner-label, not both");
    }
    ListJobsRequest.Builder request =
        ListJobsRequest.newBuilder()
            .setProject(global().project().orElse(""))
            .setApplication(global().app().orElse(""))
            .setWorkspace(global().workspace().orElse(""))
            .addAllStates(states.stream().map(StateFilter::state).toList())
            .addAllOperations(operations.stream().map(OperationFilter::parse).toList())
            .setAssignedRunner(runner)
            .setQueuedBy(queuedBy)
            .setSingletonId(singletonId)
            .setOldestFirst(!newestFirst);
    if (targetId != null) {
      request.setTargetRunner(targetId.equals("*") ? Targets.any() : Targets.id(targetId));
    } else if (!targetLabels.isEmpty()) {
      request.setTargetRunner(Targets.labels(targetLabels));
    }
    return request;
  }
}
