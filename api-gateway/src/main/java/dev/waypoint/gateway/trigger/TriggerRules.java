package dev.waypoint.gateway.trigger;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.job.JobLabels;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Trigger;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What triggers must be like, how they change, and what of them is given out. */
final class TriggerRules {
  /** The label by which a job tells the trigger that it comes from. */
  static final String LABEL = "trigger/id";

  static final String DEFAULT_WORKSPACE = "default";

  private static final Set<Operation> OPERATIONS =
      EnumSet.of(
          Operation.BUILD,
          Operation.PUSH,
          Operation.DEPLOY,
          Operation.RELEASE,
          Operation.UP,
          Operation.DESTROY,
          Operation.STATUS,
          Operation.INIT);

  /** What the server alone decides. */
  private static final Set<Integer> FIXED =
      Set.of(
          Trigger.ID_FIELD_NUMBER,
          Trigger.CREATED_FIELD_NUMBER,
          Trigger.CREATED_BY_FIELD_NUMBER,
          Trigger.LAST_RUN_FIELD_NUMBER);

  private static final int MAX_NAME = 255;
  private static final int MAX_DESCRIPTION = 2_000;
  private static final int MAX_SIZE = 256 * 1024;

  private TriggerRules() {}

  /** Replaces the named fields. */
  static Trigger merge(Trigger current, Trigger wanted, Collection<String> fields) {
    Trigger.Builder merged = current.toBuilder();
    for (String name : fields) {
      FieldDescriptor field = Trigger.getDescriptor().findFieldByName(name);
      if (field == null || FIXED.contains(field.getNumber())) {
        throw ApiException.invalid("a trigger has no field '%s' that could be changed", name);
      }
      if (field.hasPresence() && !wanted.hasField(field)) {
        merged.clearField(field);
      } else {
        merged.setField(field, wanted.getField(field));
      }
    }
    return merged.build();
  }

  /** With what is meant where nothing is said. */
  static Trigger completed(Trigger trigger) {
    Trigger.Builder complete = trigger.toBuilder();
    if (trigger.getWorkspace().isBlank()) {
      complete.setWorkspace(DEFAULT_WORKSPACE);
    }
    if (trigger.getName().isBlank()) {
      String app = trigger.getApplication().getApplication();
      complete.setName(
          word(trigger.getOperation())
              + "-"
              + (app.isEmpty() ? trigger.getApplication().getProject() : app));
    }
    return complete.build();
  }

  /**
   * @param project the one that it is for
   */
  static void check(Trigger trigger, Project project) {
    if (!OPERATIONS.contains(trigger.getOperation())) {
      throw ApiException.invalid(
          "a trigger needs an operation: %s",
          String.join(", ", OPERATIONS.stream().map(TriggerRules::word).toList()));
    }
    String app = trigger.getApplication().getApplication();
    List<String> known = project.getApplicationsList();
    if (!app.isEmpty() && !known.contains(app)) {
      throw ApiException.notFound(
          "project '%s' has no app '%s'; it has: %s",
          project.getName(), app, known.isEmpty() ? "none yet" : String.join(", ", known));
    }
    if (app.isEmpty() && !trigger.getOptions().getDeployment().isEmpty()) {
      throw ApiException.invalid(
          "deployment %s is that of one app: say which with -app",
          trigger.getOptions().getDeployment());
    }
    if (trigger.getName().length() > MAX_NAME
        || trigger.getDescription().length() > MAX_DESCRIPTION) {
      throw ApiException.invalid(
          "a trigger's name has up to %d characters, its description up to %d",
          MAX_NAME, MAX_DESCRIPTION);
    }
    if (trigger.getSerializedSize() > MAX_SIZE) {
      throw ApiException.invalid(
          "the trigger has %d bytes, more than %d: keep large values in the project",
          trigger.getSerializedSize(), MAX_SIZE);
    }
    JobLabels.check(trigger.getLabelsMap());
    checkVariables(trigger.getVariablesList());
  }

  /**
   * Whoever runs a trigger decides as one who types the command.
   *
   * @throws ApiException FAILED_PRECONDITION for a value of another source
   */
  static void checkVariables(List<InputVariable> variables) {
    for (InputVariable variable : variables) {
      if (variable.getName().isBlank()) {
        throw ApiException.invalid("a variable of the trigger has no name");
      }
      if (variable.getSource() != InputVariable.Source.CLI) {
        throw ApiException.refused(
            "variable '%s' of a trigger has the source %s: only values as of -var (source CLI) can"
                + " be given",
            variable.getName(), variable.getSource().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Without the values of variables. */
  static Trigger shown(Trigger trigger) {
    Trigger.Builder shown = trigger.toBuilder().clearVariables();
    trigger.getVariablesList().stream()
        .map(variable -> variable.toBuilder().clearValue())
        .forEach(shown::addVariables);
    return shown.build();
  }

  static String word(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
