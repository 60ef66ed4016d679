package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IamPolicyTest {
  /** AWS asks for these beside the rights for the calls themselves, for tags and roles in them. */
  private static final Set<String> IMPLIED = Set.of("ecs:TagResource", "iam:PassRole");

  @Test
  void itGrantsTheCallsThatAreMadeAndNoOthers() throws Exception {
    TestingAws aws = new TestingAws();
    wholeLife(aws.launcher(Map.of("secrets", "parameter")));
    Set<String> needed = new TreeSet<>(aws.calls());
    needed.addAll(IMPLIED);
    assertThat(granted()).isEqualTo(needed);
  }

  private static void wholeLife(TaskLauncher launcher) throws Exception {
    TaskContext context = new TaskContext(new TestingTerminal(), Cancellation.never());
    Map<String, String> labels = Map.of("waypoint.job", "1");
    for (String script : List.of("echo ends", "sleep 60")) {
      TaskName name = new TaskName(script.replace(' ', '-'));
      launcher.startTask(
          new LaunchSpec(
              name,
              TestingEcs.IMAGE,
              List.of("sh", "-c"),
              List.of(script),
              Map.of("WAYPOINT_SERVER_TOKEN", "t"),
              labels),
          context);
      assertThat(launcher.listTasks(labels, context)).contains(name);
      if (script.equals("echo ends")) {
        assertThat(launcher.watchTask(name, context).success()).isTrue();
      }
      launcher.stopTask(name, context);
    }
  }

  private static Set<String> granted() throws Exception {
    JsonNode policy = new ObjectMapper().readTree(Path.of("iam-policy.json").toFile());
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : policy.get("Statement")) {
      JsonNode action = statement.get("Action");
      if (action.isTextual()) {
        actions.add(action.asText());
      }
      action.forEach(one -> actions.add(one.asText()));
    }
    return actions;
  }
}
