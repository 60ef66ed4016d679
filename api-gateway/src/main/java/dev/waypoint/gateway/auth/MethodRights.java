package dev.waypoint.gateway.auth;

import static dev.waypoint.gateway.auth.Right.ANYBODY;
import static dev.waypoint.gateway.auth.Right.DEPLOY;
import static dev.waypoint.gateway.auth.Right.OPEN;
import static dev.waypoint.gateway.auth.Right.OPERATE;
import static dev.waypoint.gateway.auth.Right.READ;
import static dev.waypoint.gateway.auth.Right.RUNNER;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of who may call what. A method that is not in it can be called by nobody; one that
 * does not look at projects, by nobody whose token is limited to some.
 */
public final class MethodRights {
  private static final Map<String, Right> RIGHTS = new HashMap<>();

  /** Callable with a token that is limited to projects: such a method looks at the project. */
  private static final Set<String> LIMITED_TOO = new HashSet<>();

  /** Callable by a rejected runner, for the jobs that it had before. */
  private static final Set<String> FINISHING = new HashSet<>();

  static {
    service("waypoint.v1.JobService", DEPLOY, "QueueJob", "CancelJob", "UploadSource");
    service("waypoint.v1.JobService", READ, "ListJobs", "GetJob", "GetJobStream");
    limitedToo("waypoint.v1.JobService", "QueueJob", "CancelJob", "UploadSource");
    limitedToo("waypoint.v1.JobService", "ListJobs", "GetJob", "GetJobStream");
    service("waypoint.v1.JobService", DEPLOY, "QueueJobs", "RetryJob");
    service("waypoint.v1.JobService", READ, "ValidateJob");
    limitedToo("waypoint.v1.JobService", "QueueJobs", "RetryJob", "ValidateJob");
    service("waypoint.v1.RunnerService", READ, "ListRunners", "GetRunner");
    service("waypoint.v1.RunnerService", OPERATE, "AdoptRunner", "RejectRunner", "ForgetRunner");
    service("waypoint.v1.RunnerService", OPERATE, "DrainRunner");
    limitedToo("waypoint.v1.RunnerService", "ListRunners", "GetRunner");
    service("waypoint.v1.ProfileService", OPERATE, "SetProfile", "DeleteProfile");
    service("waypoint.v1.ProfileService", READ, "GetProfile", "ListProfiles");
    limitedToo("waypoint.v1.ProfileService", "ListProfiles");
    service("waypoint.v1.TaskService", READ, "ListTasks", "GetTask");
    service("waypoint.v1.TaskService", DEPLOY, "CancelTask");
    service("waypoint.v1.ProjectService", DEPLOY, "ApplyProject");
    service("waypoint.v1.ProjectService", READ, "GetProject", "ListProjects", "ListRecords");
    service("waypoint.v1.ProjectService", DEPLOY, "CreateWorkspace", "DestroyProject");
    service("waypoint.v1.ProjectService", READ, "ListWorkspaces");
    limitedToo("waypoint.v1.ProjectService", "CreateWorkspace", "ListWorkspaces", "DestroyProject");
    limitedToo(
        "waypoint.v1.ProjectService", "ApplyProject", "GetProject", "ListProjects", "ListRecords");
    service("waypoint.v1.ConfigService", DEPLOY, "SetConfig", "GetConfig");
    service("waypoint.v1.ConfigService", DEPLOY, "SetConfigSource", "DeleteConfigSource");
    service("waypoint.v1.ConfigService", READ, "GetConfigSources");
    limitedToo("waypoint.v1.ConfigService", "SetConfig", "GetConfig", "GetConfigSources");
    limitedToo("waypoint.v1.ConfigService", "SetConfigSource", "DeleteConfigSource");
    service(
        "waypoint.v1.TokenService", OPERATE, "CreateRunnerToken", "CreateInvite", "RevokeToken");
    service("waypoint.v1.TokenService", READ, "CreateUserToken");
    limitedToo("waypoint.v1.TokenService", "CreateUserToken");
    service("waypoint.v1.TokenService", OPEN, "ExchangeInvite");
    service("waypoint.v1.AccessService", READ, "GetCaller");
    service("waypoint.v1.AccessService", OPERATE, "ListUsers", "ListTokens", "ListAudit");
    service("waypoint.v1.AccessService", OPERATE, "ModifyUser");
    limitedToo("waypoint.v1.AccessService", "GetCaller");
    service("waypoint.v1.AdoptionRuleService", OPERATE, "SetAdoptionRule", "DeleteAdoptionRule");
    service("waypoint.v1.AdoptionRuleService", READ, "ListAdoptionRules");
    service("waypoint.v1.ServerService", OPEN, "GetServerInfo", "Bootstrap");
    service("waypoint.v1.ServerService", OPERATE, "GetCookie", "SetServerConfig");
    service("waypoint.v1.SnapshotService", OPERATE, "CreateSnapshot", "RestoreSnapshot");
    service("waypoint.v1.TriggerService", DEPLOY, "SetTrigger", "DeleteTrigger", "RunTrigger");
    service("waypoint.v1.TriggerService", READ, "GetTrigger", "ListTriggers");
    service("waypoint.v1.TriggerService", OPEN, "RunOpenTrigger");
    limitedToo("waypoint.v1.TriggerService", "SetTrigger", "DeleteTrigger", "RunTrigger");
    limitedToo("waypoint.v1.TriggerService", "GetTrigger", "ListTriggers");
    service("waypoint.v1.RunnerAgentService", ANYBODY, "Connect");
    limitedToo("waypoint.v1.RunnerAgentService", "Connect");
    service("waypoint.v1.RunnerAgentService", RUNNER, "GetJobAssignment", "DownloadSource");
    service(
        "waypoint.v1.RunnerAgentService",
        RUNNER,
        "AppendOutput",
        "ReportProgress",
        "DeliverResult");
    service("waypoint.v1.RunnerAgentService", RUNNER, "BeginRecord", "FinishRecord", "FindRecords");
    service(
        "waypoint.v1.RunnerAgentService",
        RUNNER,
        "MarkDestroyed",
        "GetTaskAssignment",
        "ReportTask");
    service("waypoint.v1.RunnerAgentService", RUNNER, "SyncConfig", "RegisterApplications");
    service("waypoint.v1.RunnerAgentService", RUNNER, "GetSweep", "FindOrphans", "ReportSwept");
    service("grpc.health.v1.Health", OPEN, "Check", "Watch", "List");
  }

  static {
    add(FINISHING, "waypoint.v1.RunnerAgentService", "AppendOutput", "ReportProgress");
    add(FINISHING, "waypoint.v1.RunnerAgentService", "DeliverResult", "DownloadSource");
    add(FINISHING, "waypoint.v1.RunnerAgentService", "BeginRecord", "FinishRecord");
    add(FINISHING, "waypoint.v1.RunnerAgentService", "FindRecords", "MarkDestroyed");
    add(FINISHING, "waypoint.v1.RunnerAgentService", "ReportTask");
  }

  private static final String RUN_TRIGGER = "waypoint.v1.TriggerService/RunTrigger";
  private static final String PROXIED = "temporal.api.workflowservice.v1.WorkflowService/";

  private MethodRights() {}

  /** By full name, {@code package.Service/Method}. */
  public static Optional<Right> of(String fullMethodName) {
    if (fullMethodName.startsWith(PROXIED)) {
      return Optional.of(RUNNER);
    }
    return Optional.ofNullable(RIGHTS.get(fullMethodName));
  }

  /** Whether it is for runners that an operator lets work. */
  static boolean needsAdmission(String fullMethodName) {
    return RIGHTS.get(fullMethodName) == RUNNER;
  }

  /** Whether a rejected runner may call it, to finish what it was given before. */
  static boolean isFinishing(String fullMethodName) {
    return FINISHING.contains(fullMethodName);
  }

  /** Throws unless a caller of this kind may call the method; says what is needed instead. */
  static void check(String method, Caller caller) {
    Right right =
        of(method)
            .orElseThrow(
                () -> ApiException.denied("method %s cannot be called", shortName(method)));
    if (right == OPEN || (right == ANYBODY && !(caller instanceof Caller.User))) {
      return;
    }
    switch (caller) {
      case Caller.Anonymous anonymous ->
          throw ApiException.unauthenticated(
              "no token: log in with 'waypoint login -token=TOKEN ADDRESS', or set WAYPOINT_SERVER_TOKEN");
      case Caller.Invite invite ->
          throw ApiException.denied(
              "this is an invite, not a token: exchange it with 'waypoint token exchange' first");
      case Caller.User user -> {
        require(right != RUNNER, "a user's token", "a runner's", method);
        checkUser(right, method, user);
      }
      case Caller.Runner runner -> {
        require(right == RUNNER, "a runner's token", "a user's", method);
        if (runner.id().isEmpty()) {
          throw ApiException.denied(
              "this token names no runner: connect with it first and use the token that you get");
        }
      }
    }
  }

  private static void checkUser(Right right, String method, Caller.User user) {
    if (user.trigger().isPresent() && !method.equals(RUN_TRIGGER)) {
      throw ApiException.denied(
          "this token of user %s is good for running trigger %s, and for nothing else",
          user.name(), user.trigger().get());
    }
    Role needed =
        switch (right) {
          case OPERATE -> Role.OPERATOR;
          case DEPLOY -> Role.DEPLOYER;
          case OPEN, ANYBODY, READ, RUNNER -> Role.READ_ONLY;
        };
    if (!user.role().includes(needed)) {
      throw ApiException.denied(
          "%s needs the role %s, and this token of user %s has the role %s: ask an operator for "
              + "one with -role=%s",
          shortName(method), needed.word(), user.name(), user.role().word(), needed.word());
    }
    if (!user.projects().isEmpty() && !LIMITED_TOO.contains(method)) {
      throw ApiException.denied(
          "%s concerns the whole server, and this token of user %s is limited to %s: use a token"
              + " without such a limit",
          shortName(method), user.name(), ProjectAccess.describe(user.projects()));
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

  private static void limitedToo(String name, String... methods) {
    add(LIMITED_TOO, name, methods);
  }

  private static void add(Set<String> names, String service, String... methods) {
    for (String method : methods) {
      names.add(service + "/" + method);
    }
  }
}
