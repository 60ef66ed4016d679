package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.BaseTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real cluster does with the tasks of a node that is lost, and how it is told. */
class KubernetesLostNodeIT extends BaseTaskLauncherTest {
  @RegisterExtension static final TestingNamespace namespace = new TestingNamespace();

  private Map<String, Object> config;
  private TestingNode node;

  @BeforeEach
  void makeNode() {
    node = new TestingNode(namespace.administrator());
    config = namespace.config();
    config.put("pod_template", node.template());
    config.put("stop_timeout", "1s");
  }

  @AfterEach
  void removeNode() {
    node.close();
  }

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new KubernetesPlugin(), config);
  }

  @Override
  protected String image() {
    return TestingCluster.IMAGE;
  }

  @Test
  void aNodeThatIsNotReadyAnyMoreIsNamedWithTheReasonOfItsEviction() throws Exception {
    TaskName task = start("sleep 600");
    CompletableFuture<TaskExit> watching = watchAside(task, new TestingTerminal());
    node.runs(namespace.name(), task.value());
    node.says("False");
    TaskExit exit = watching.get(60, TimeUnit.SECONDS);
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains(task.value(), node.name(), "DeletionByTaintManager");
    stop(task);
    assertThat(namespace.everything(task)).isEmpty();
  }

  @Test
  void aNodeThatIsRemovedIsNamedInTheWordsOfTheGarbageCollector() throws Exception {
    TaskName task = start("sleep 600");
    CompletableFuture<TaskExit> watching = watchAside(task, new TestingTerminal());
    node.runs(namespace.name(), task.value());
    node.isCollected(namespace.pod(task));
    TaskExit exit = watching.get(30, TimeUnit.SECONDS);
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message())
        .contains(task.value(), "DeletionByPodGC", "PodGC: node no longer exists");
  }
}
