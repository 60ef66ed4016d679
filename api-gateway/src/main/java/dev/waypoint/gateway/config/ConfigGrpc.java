package dev.waypoint.gateway.config;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.auth.Role;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.protocol.v1.ConfigServiceGrpc.ConfigServiceImplBase;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.ConfigTarget;
import dev.waypoint.protocol.v1.ConfigVariable;
import dev.waypoint.protocol.v1.DeleteConfigSourceRequest;
import dev.waypoint.protocol.v1.DeleteConfigSourceResponse;
import dev.waypoint.protocol.v1.GetConfigRequest;
import dev.waypoint.protocol.v1.GetConfigResponse;
import dev.waypoint.protocol.v1.GetConfigSourcesRequest;
import dev.waypoint.protocol.v1.GetConfigSourcesResponse;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.SetConfigRequest;
import dev.waypoint.protocol.v1.SetConfigResponse;
import dev.waypoint.protocol.v1.SetConfigSourceRequest;
import dev.waypoint.protocol.v1.SetConfigSourceResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Configuration for clients; without what is sensitive. */
@Singleton
public final class ConfigGrpc extends ConfigServiceImplBase {
  private static final Comparator<ConfigVariable> ORDER =
      Comparator.comparing(
              (ConfigVariable variable) -> !variable.getTarget().getProject().isEmpty())
          .thenComparing(variable -> variable.getTarget().getApplication())
          .thenComparing(ConfigVariable::getName)
          .thenComparing(variable -> variable.getTarget().getRunner())
          .thenComparing(variable -> variable.getTarget().getWorkspace())
          .thenComparing(variable -> variable.getTarget().getLabelSelector());

  private final ConfigStore store;
  private final Projects projects;
  private final AuditLog audit;

  ConfigGrpc(ConfigStore store, Projects projects, AuditLog audit) {
    this.store = store;
    this.projects = projects;
    this.audit = audit;
  }

  @Override
  public void setConfig(SetConfigRequest request, StreamObserver<SetConfigResponse> observer) {
    request.getSetList().forEach(ConfigRules::check);
    request.getDeleteList().forEach(ConfigRules::checkName);
    Stream.concat(request.getSetList().stream(), request.getDeleteList().stream())
        .map(ConfigVariable::getTarget)
        .distinct()
        .forEach(this::requireTarget);
    int deleted = store.change(request.getSetList(), request.getDeleteList());
    record(AuditAction.CONFIG_SET, request.getSetList().stream());
    record(AuditAction.CONFIG_DELETE, request.getDeleteList().stream());
    Replies.send(observer, SetConfigResponse.newBuilder().setDeleted(deleted).build());
  }

  @Override
  public void getConfig(GetConfigRequest request, StreamObserver<GetConfigResponse> observer) {
    requireScope(request.getProject(), request.getApplication());
    GetConfigResponse.Builder response = GetConfigResponse.newBuilder();
    store.variables(request.getProject()).stream()
        .filter(variable -> variable.getTarget().hasRunner() == request.getRunner())
        .filter(
            variable ->
                variable.getTarget().getApplication().isEmpty()
                    || variable.getTarget().getApplication().equals(request.getApplication()))
        .filter(variable -> variable.getName().startsWith(request.getPrefix()))
        .sorted(ORDER)
        .map(ConfigRules::shown)
        .forEach(response::addVariables);
    Replies.send(observer, response.build());
  }

  @Override
  public void setConfigSource(
      SetConfigSourceRequest request, StreamObserver<SetConfigSourceResponse> observer) {
    ConfigSource source = request.getSource().toBuilder().clearChanged().build();
    ConfigRules.check(source);
    requireChange(source.getProject(), source.getApplication());
    store.putSource(source);
    audit.record(AuditAction.CONFIG_SOURCE_SET, source.getType(), scope(source));
    Replies.send(observer, SetConfigSourceResponse.getDefaultInstance());
  }

  @Override
  public void getConfigSources(
      GetConfigSourcesRequest request, StreamObserver<GetConfigSourcesResponse> observer) {
    requireScope(request.getProject(), request.getApplication());
    GetConfigSourcesResponse.Builder response = GetConfigSourcesResponse.newBuilder();
    store.sources(request.getProject()).stream()
        .filter(source -> request.getType().isEmpty() || source.getType().equals(request.getType()))
        .filter(
            source ->
                source.getApplication().isEmpty()
                    || source.getApplication().equals(request.getApplication()))
        .sorted(
            Comparator.comparing(ConfigSource::getType)
                .thenComparing(ConfigSource::getProject)
                .thenComparing(ConfigSource::getApplication)
                .thenComparing(ConfigSource::getWorkspace))
        .map(ConfigRules::shown)
        .forEach(response::addSources);
    Replies.send(observer, response.build());
  }

  @Override
  public void deleteConfigSource(
      DeleteConfigSourceRequest request, StreamObserver<DeleteConfigSourceResponse> observer) {
    ConfigSource source = request.getSource();
    requireChange(source.getProject(), source.getApplication());
    boolean deleted = store.deleteSource(source);
    if (deleted) {
      audit.record(AuditAction.CONFIG_SOURCE_DELETE, source.getType(), scope(source));
    }
    Replies.send(observer, DeleteConfigSourceResponse.newBuilder().setDeleted(deleted).build());
  }

  private void requireTarget(ConfigTarget target) {
    requireChange(target.getProject(), target.getApplication());
  }

  /** What is for every project is for those to change who decide about the whole server. */
  private void requireChange(String project, String application) {
    requireScope(project, application);
    if (project.isEmpty()
        && Caller.current() instanceof Caller.User user
        && (!user.role().includes(Role.OPERATOR) || !user.projects().isEmpty())) {
      throw ApiException.denied(
          "configuration for every project needs an operator's token without a limit to projects:"
              + " choose -scope=project");
    }
  }

  private void requireScope(String project, String application) {
    if (project.isEmpty()) {
      return;
    }
    ProjectAccess.require(project);
    Project known = projects.require(project);
    if (!application.isEmpty() && !known.getApplicationsList().contains(application)) {
      throw ApiException.notFound(
          "project '%s' has no app '%s'; it has: %s",
          project, application, String.join(", ", known.getApplicationsList()));
    }
  }

  private void record(AuditAction action, Stream<ConfigVariable> variables) {
    variables
        .collect(Collectors.groupingBy(ConfigVariable::getTarget))
        .forEach(
            (target, changed) ->
                audit.record(
                    action,
                    target.getProject().isEmpty() ? "every project" : target.getProject(),
                    changed.stream()
                        .map(ConfigVariable::getName)
                        .collect(Collectors.joining(", "))));
  }

  private static String scope(ConfigSource source) {
    return source.getProject().isEmpty() ? "every project" : "project " + source.getProject();
  }
}
