package dev.waypoint.worker.gateway;

import dev.waypoint.activities.gateway.Assignment;
import dev.waypoint.activities.gateway.FinalVariable;
import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.JobOutcome;
import dev.waypoint.activities.gateway.JobSpec;
import dev.waypoint.activities.gateway.LauncherSettings;
import dev.waypoint.activities.gateway.OperationKind;
import dev.waypoint.activities.gateway.OperationOptions;
import dev.waypoint.activities.gateway.SourceSpec;
import dev.waypoint.activities.gateway.SweepAssignment;
import dev.waypoint.activities.gateway.TaskAssignment;
import dev.waypoint.activities.gateway.VariableInput;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.GetSweepResponse;
import dev.waypoint.protocol.v1.GetTaskAssignmentResponse;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.WaypointHcl;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import java.util.List;
import java.util.Optional;

/** What a runner is to do, as it travels. */
final class SpecMapper {
  private SpecMapper() {}

  static Assignment assignment(GetJobAssignmentResponse response) {
    return new Assignment(
        verdict(response.getVerdict()),
        spec(response.getSpec()),
        variables(response.getServerVariablesList()),
        response.hasServerHcl() ? hcl(response.getServerHcl()) : Optional.empty(),
        ConfigMapper.kept(response),
        response.getServerCookie(),
        response.getNextOutputOffset(),
        response.hasDeliveredError() && !response.getDeliveredError().getCode().isEmpty()
            ? Optional.of(failed(response.getDeliveredError()))
            : Optional.empty());
  }

  static TaskAssignment task(GetTaskAssignmentResponse response) {
    return new TaskAssignment(
        response.getTaskName(),
        response.getPluginType(),
        response.getPluginConfig().toStringUtf8(),
        response.getPluginConfigFormat(),
        response.getImage(),
        response.getEntrypointList(),
        response.getArgumentsList(),
        response.getEnvironmentMap(),
        response.getLabelsMap(),
        response.getCancelled());
  }

  static SweepAssignment sweep(GetSweepResponse response) {
    return new SweepAssignment(
        response.getPlatformsList().stream()
            .map(
                platform ->
                    new SweepAssignment.Platform(
                        platform.getKey(),
                        new LauncherSettings(
                            platform.getPluginType(),
                            platform.getPluginConfig().toStringUtf8(),
                            platform.getPluginConfigFormat())))
            .toList(),
        response.getLabelsMap());
  }

  static Failure failure(JobOutcome.Failed failed) {
    return Failure.newBuilder().setCode(failed.code()).setMessage(failed.message()).build();
  }

  static dev.waypoint.protocol.v1.FinalVariable finalVariable(FinalVariable variable) {
    return dev.waypoint.protocol.v1.FinalVariable.newBuilder()
        .setName(variable.name())
        .setValue(variable.value())
        .setSensitive(variable.sensitive())
        .setType(variable.type())
        .setSource(variable.source())
        .build();
  }

  private static Assignment.Verdict verdict(GetJobAssignmentResponse.Verdict verdict) {
    return switch (verdict) {
      case RUN -> Assignment.Verdict.RUN;
      case ALREADY_DELIVERED -> Assignment.Verdict.ALREADY_DELIVERED;
      case OUTDATED -> Assignment.Verdict.OUTDATED;
      case CANCELLED -> Assignment.Verdict.CANCELLED;
      case VERDICT_UNSPECIFIED, UNRECOGNIZED ->
          throw new GatewayException(
              GatewayException.Kind.REFUSED,
              "the server's answer is of a newer kind: update this runner");
    };
  }

  private static JobOutcome.Failed failed(Failure failure) {
    return new JobOutcome.Failed(
        Failures.named(failure.getCode()).orElse(FailureCode.INTERNAL_ERROR), failure.getMessage());
  }

  private static JobSpec spec(dev.waypoint.protocol.v1.JobSpec spec) {
    dev.waypoint.protocol.v1.OperationOptions options = spec.getOptions();
    return new JobSpec(
        spec.getApplication().getProject(),
        spec.getApplication().getApplication(),
        spec.getWorkspace(),
        operation(spec.getOperation()),
        spec.getLabelsMap(),
        spec.hasDataSource() ? source(spec.getDataSource()) : Optional.empty(),
        spec.hasWaypointHcl() ? hcl(spec.getWaypointHcl()) : Optional.empty(),
        variables(spec.getVariablesList()),
        spec.hasOptions()
            ? new OperationOptions(
                options.getDisablePush(),
                options.getRelease(),
                options.getPrune(),
                options.getPruneRetain(),
                options.getDeployment(),
                options.getRepeat())
            : OperationOptions.DEFAULTS);
  }

  private static OperationKind operation(Operation operation) {
    return switch (operation) {
      case NOOP, OPERATION_UNSPECIFIED -> OperationKind.NOOP;
      case BUILD -> OperationKind.BUILD;
      case DEPLOY -> OperationKind.DEPLOY;
      case RELEASE -> OperationKind.RELEASE;
      case DESTROY -> OperationKind.DESTROY;
      case STATUS -> OperationKind.STATUS;
      case UP -> OperationKind.UP;
      case INIT -> OperationKind.INIT;
      case PUSH -> OperationKind.PUSH;
      case CONFIG_SYNC -> OperationKind.CONFIG_SYNC;
      case UNRECOGNIZED ->
          throw new GatewayException(
              GatewayException.Kind.REFUSED,
              "the job's operation is of a newer kind: update this runner");
    };
  }

  private static Optional<SourceSpec> source(DataSource source) {
    return switch (source.getSourceCase()) {
      case LOCAL -> Optional.of(new SourceSpec.Local());
      case GIT -> Optional.of(git(source.getGit()));
      case UPLOAD -> Optional.of(new SourceSpec.Upload(source.getUpload().getContentId()));
      case SOURCE_NOT_SET -> Optional.empty();
    };
  }

  private static SourceSpec.Git git(DataSource.Git git) {
    return new SourceSpec.Git(
        git.getUrl(),
        git.getRef(),
        git.getPath(),
        git.getUsername(),
        git.getPassword(),
        git.getPrivateKeyPem().toByteArray(),
        git.getPrivateKeyPassword(),
        git.getKnownHosts(),
        git.getRecurseSubmodules());
  }

  private static Optional<HclFile> hcl(WaypointHcl hcl) {
    return hcl.getContent().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HclFile(
                hcl.getFileName().isEmpty() ? "waypoint.hcl" : hcl.getFileName(),
                hcl.getContent().toStringUtf8()));
  }

  private static List<VariableInput> variables(List<InputVariable> variables) {
    return variables.stream().map(SpecMapper::variable).toList();
  }

  private static VariableInput variable(InputVariable variable) {
    return new VariableInput(
        variable.getName(),
        variable.getValue(),
        switch (variable.getSource()) {
          case DEFAULT -> VariableInput.Source.DEFAULT;
          case SERVER -> VariableInput.Source.SERVER;
          case VCS -> VariableInput.Source.VCS;
          case ENV -> VariableInput.Source.ENV;
          case FILE -> VariableInput.Source.FILE;
          case CLI, SOURCE_UNSPECIFIED, UNRECOGNIZED -> VariableInput.Source.CLI;
        },
        variable.getExpression());
  }
}
