package dev.waypoint.gateway.auth;

import static dev.waypoint.gateway.auth.Right.ANYBODY;
import static dev.waypoint.gateway.auth.Right.OPEN;
import static dev.waypoint.gateway.auth.Right.RUNNER;
import static dev.waypoint.gateway.auth.Right.USER;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The one table of who may call what. A method that is not in it can be called by nobody. */
public final class MethodRights {
  private static final Map<String, Right> RIGHTS = new HashMap<>();

  static {
    service("waypoint.v1.JobService", USER, "QueueJob", "ListJobs", "CancelJob", "UploadSource");
    service("waypoint.v1.JobService", USER, "GetJob", "GetJobStream");
    service("waypoint.v1.RunnerService", USER, "ListRunners", "GetRunner", "AdoptRunner");
    service("waypoint.v1.RunnerService", USER, "RejectRunner", "ForgetRunner", "DrainRunner");
    service("waypoint.v1.ProfileService", USER, "SetProfile", "GetProfile");
    service("waypoint.v1.ProfileService", USER, "ListProfiles", "DeleteProfile");
    service("waypoint.v1.TaskService", USER, "ListTasks", "GetTask", "CancelTask");
    service("waypoint.v1.ProjectService", USER, "ApplyProject", "GetProject");
    service("waypoint.v1.ProjectService", USER, "ListProjects", "ListRecords");
    service("waypoint.v1.TokenService", USER, "CreateRunnerToken", "CreateUserToken");
    service("waypoint.v1.TokenService", USER, "CreateInvite", "RevokeToken");
    service("waypoint.v1.TokenService", OPEN, "ExchangeInvite");
    service("waypoint.v1.ServerService", OPEN, "GetServerInfo", "Bootstrap");
    service("waypoint.v1.ServerService", USER, "GetCookie", "SetServerConfig");
    service("waypoint.v1.RunnerAgentService", ANYBODY, "Connect");
    service("waypoint.v1.RunnerAgentService", RUNNER, "GetJobAssignment", "DownloadSource");
    service("waypoint.v1.RunnerAgentService", RUNNER, "AppendOutput", "ReportProgress");
    service("waypoint.v1.RunnerAgentService", RUNNER, "DeliverResult");
    service("waypoint.v1.RunnerAgentService", RUNNER, "BeginRecord", "FinishRecord");
    service("waypoint.v1.RunnerAgentService", RUNNER, "FindRecords", "MarkDestroyed");
    service("waypoint.v1.RunnerAgentService", RUNNER, "GetTaskAssignment", "ReportTask");
    service("waypoint.v1.RunnerAgentService", RUNNER, "GetSweep", "FindOrphans", "ReportSwept");
    service("grpc.health.v1.Health", OPEN, "Check", "Watch", "List");
  }

  private static final String PROXIED = "temporal.api.workflowservice.v1.WorkflowService/";

  private MethodRights() {}

  /** By full name, {@code package.Service/Method}. */
  public static Optional<Right> of(String fullMethodName) {
    if (fullMethodName.startsWith(PROXIED)) {
      return Optional.of(RUNNER);
    }
    return Optional.ofNullable(RIGHTS.get(fullMethodName));
  }

  /** Throws unless a caller of this kind may call the method; says what is needed instead. */
  static void check(String method, Caller caller) {
    Right right =
        of(method)
            .orElseThrow(
                () -> ApiException.denied("method %s cannot be called", shortName(method)));
    if (right == OPEN || right == ANYBODY) {
      return;
    }
    switch (caller) {
      case Caller.Anonymous anonymous ->
          throw ApiException.unauthenticated(
              "no token: log in with 'waypoint login', or set WAYPOINT_SERVER_TOKEN");
      case Caller.Invite invite ->
          throw ApiException.denied(
              "this is an invite, not a token: exchange it with 'waypoint token exchange' first");
      case Caller.User user -> require(right != RUNNER, "a user's token", "a runner's", method);
      case Caller.Runner runner -> {
        require(right != USER, "a runner's token", "a user's", method);
        if (runner.id().isEmpty()) {
          throw ApiException.denied(
              "this token names no runner: connect with it first and use the token that you get");
        }
      }
    }
  }

  private static void require(boolean met, String shown, String needed, String method) {
    if (!met) {
      throw ApiException.denied("%s was shown, but %s needs %s", shown, shortName(method), needed);
    }
  }

  private static String shortName(String fullMethodName) {
    return fullMethodName.substring(fullMethodName.lastIndexOf('/') + 1);
  }

  private static void service(String name, Right right, String... methods) {
    for (String method : methods) {
      RIGHTS.put(name + "/" + method, right);
    }
  }
}
