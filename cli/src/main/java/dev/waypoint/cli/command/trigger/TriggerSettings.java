package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.VariableFiles;
import dev.waypoint.protocol.v1.OperationOptions;
import dev.waypoint.protocol.v1.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a trigger does; what is not given stays as it is. */
final class TriggerSettings {
  @Option(names = "-name", paramLabel = "NAME", description = "What people call it.")
  private String name;

  @Option(names = "-description", paramLabel = "TEXT", description = "What it is good for.")
  private String description;

  @Option(
      names = {"-trigger-tag", "-trigger-label"},
      paramLabel = "TAG",
      description = "A word to find it by. May be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "-no-auth",
      description = "Whether everybody who knows its id may run it, without a token.")
  private Boolean open;

  @Option(
      names = {"-op", "-operation"},
      paramLabel = "OPERATION",
      description =
          "What it does: build, push, deploy, release, up, destroy, destroy-deployment, status,"
              + " init.")
  private String operation;

  @Option(
      names = {"-deployment-id", "-deployment"},
      paramLabel = "ID",
      description =
          "release, destroy-deployment: the deployment, by number or id; default: the latest.")
  private String deployment;

  @Option(names = "-disable-push", description = "build: do not push the artifact to its registry.")
  private Boolean disablePush;

  @Option(names = "-release", description = "deploy: release it, too.")
  private Boolean release;

  @Option(names = "-prune", description = "release, up: destroy old deployments afterwards.")
  private Boolean prune;

  @Option(
      names = "-prune-retain",
      paramLabel = "N",
      description = "How many unreleased deployments to keep; -1: the server's default.")
  private Integer retain;

  @Option(
      names = "-label",
      paramLabel = "K=V",
      description = "A label of its operations. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Mixin private VariableOptions variables;

  boolean hasOperation() {
    return operation != null;
  }

  /** Changes what is given; answers the names of those fields. */
  List<String> apply(Trigger.Builder trigger, VariableFiles files) {
    List<String> fields = new ArrayList<>();
    if (name != null) {
      trigger.setName(name);
      fields.add("name");
    }
    if (description != null) {
      trigger.setDescription(description);
      fields.add("description");
    }
    if (!tags.isEmpty()) {
      trigger.clearTags().addAllTags(tags);
      fields.add("tags");
    }
    if (open != null) {
      trigger.setOpen(open);
      fields.add("open");
    }
    if (operation != null) {
      trigger.setOperation(TriggerOperations.parse(operation));
      fields.add("operation");
    }
    if (!labels.isEmpty()) {
      trigger.clearLabels().putAllLabels(labels);
      fields.add("labels");
    }
    if (variables.isGiven()) {
      trigger.clearVariables().addAllVariables(variables.read(files));
      fields.add("variables");
    }
    trigger.setOptions(options(trigger.getOptions()));
    fields.add("options");
    return fields;
  }

  private OperationOptions options(OperationOptions known) {
    OperationOptions.Builder options = known.toBuilder();
    if (deployment != null) {
      options.setDeployment(deployment);
    }
    if (disablePush != null) {
      options.setDisablePush(disablePush);
    }
    if (release != null) {
      options.setRelease(release);
    }
    if (prune != null) {
      options.setPrune(prune);
    }
    if (retain != null) {
      options.setPruneRetain(retain);
    }
    if (operation != null
        && TriggerOperations.isOfOneDeployment(operation)
        && options.getDeployment().isEmpty()) {
      throw new CliException("-op=destroy-deployment needs the deployment: -deployment-id=NUMBER");
    }
    return options.build();
  }
}
