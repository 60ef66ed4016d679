package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.task.TaskName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The task definitions of tasks: one that is active says that its task is there. */
final class Definitions {
  private static final int MOST_PER_DELETION = 10;

  private final Aws aws;

  Definitions(Aws aws) {
    this.aws = aws;
  }

  boolean exists(TaskName task) throws AwsFault, InterruptedException {
    return !revisions(task, TaskDefinitionStatus.ACTIVE).isEmpty();
  }

  /** The first revision, so that all who ask get the same one. */
  Optional<TaskDefinition> find(TaskName task) throws AwsFault, InterruptedException {
    List<String> revisions = revisions(task, TaskDefinitionStatus.ACTIVE);
    if (revisions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        aws.call(
                "read the task definition of " + task,
                clients ->
                    clients
                        .ecs()
                        .describeTaskDefinition(ask -> ask.taskDefinition(revisions.getFirst())))
            .taskDefinition());
  }

  TaskDefinition register(RegisterTaskDefinitionRequest request)
      throws AwsFault, InterruptedException {
    return aws.call(
            "make the task definition " + request.family(),
            clients -> clients.ecs().registerTaskDefinition(request))
        .taskDefinition();
  }

  /** Removes all revisions, also those of a removal that was lost midway. */
  void remove(TaskName task) throws AwsFault, InterruptedException {
    removeFamily(Names.family(task));
  }

  /** Removes all revisions of a family; fine if there are none. */
  void removeFamily(String family) throws AwsFault, InterruptedException {
    List<String> unused = new ArrayList<>(revisions(family, TaskDefinitionStatus.INACTIVE));
    for (String revision : revisions(family, TaskDefinitionStatus.ACTIVE)) {
      aws.call(
          "deregister the task definition " + revision,
          clients -> clients.ecs().deregisterTaskDefinition(ask -> ask.taskDefinition(revision)));
      unused.add(revision);
    }
    for (int from = 0; from < unused.size(); from += MOST_PER_DELETION) {
      List<String> some = unused.subList(from, Math.min(from + MOST_PER_DELETION, unused.size()));
      aws.call(
          "delete the task definition " + family,
          clients -> clients.ecs().deleteTaskDefinitions(ask -> ask.taskDefinitions(some)));
    }
  }

  /** Tasks whose definitions carry all of the tags. */
  List<TaskName> tagged(Map<String, String> tags) throws AwsFault, InterruptedException {
    List<String> families =
        aws.call(
            "list the task definitions",
            clients ->
                clients
                    .ecs()
                    .listTaskDefinitionFamiliesPaginator(
                        ask ->
                            ask.familyPrefix(Names.FAMILIES)
                                .status(TaskDefinitionFamilyStatus.ACTIVE))
                    .families()
                    .stream()
                    .toList());
    List<TaskName> tagged = new ArrayList<>();
    for (String family : families) {
      Optional<TaskName> task = Names.task(family);
      if (task.isPresent() && tags(family).entrySet().containsAll(tags.entrySet())) {
        tagged.add(task.get());
      }
    }
    return tagged;
  }

  /** None for a family that went away since it was listed. */
  private Map<String, String> tags(String family) throws AwsFault, InterruptedException {
    try {
      return new HashMap<>(
          Tags.map(
              aws.call(
                      "read the task definition " + family,
                      clients ->
                          clients
                              .ecs()
                              .describeTaskDefinition(
                                  ask ->
                                      ask.taskDefinition(family).include(TaskDefinitionField.TAGS)))
                  .tags()));
    } catch (AwsFault e) {
      if (e.is("ClientException")) {
        return Map.of();
      }
      throw e;
    }
  }

  private List<String> revisions(TaskName task, TaskDefinitionStatus status)
      throws AwsFault, InterruptedException {
    return revisions(Names.family(task), status);
  }

  private List<String> revisions(String family, TaskDefinitionStatus status)
      throws AwsFault, InterruptedException {
    return aws
        .call(
            "list the task definitions of " + family,
            clients ->
                clients
                    .ecs()
                    .listTaskDefinitionsPaginator(
                        ask -> ask.familyPrefix(family).status(status).sort(SortOrder.ASC))
                    .taskDefinitionArns()
                    .stream()
                    .toList())
        .stream()
        .filter(arn -> arn.contains("/" + family + ":"))
        .toList();
  }
}
