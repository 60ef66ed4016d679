package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.AbstractRemoteTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingProxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What every launcher does, on a real cluster, with just the rights that are documented. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesTaskLauncherIT extends AbstractRemoteTaskLauncherTest {
  @RegisterExtension static final TestingNamespace namespace = new TestingNamespace();

  private Map<String, Object> config;

  @BeforeEach
  void configure() {
    config = namespace.config();
  }

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new KubernetesPlugin(), config);
  }

  @Override
  protected String image() {
    return TestingCluster.IMAGE;
  }

  /**
   * The cluster gives out only what the node wrote since it last began the log anew, which it does
   * at 10 MB: what a task writes before it is followed may be gone by then.
   */
  @Override
  protected String untilCollected() {
    return "sleep 3\n";
  }

  /** Whoever reads slower than the node twice begins the log anew misses what lies between. */
  @Override
  protected int restSeconds() {
    return 2;
  }

  @Override
  protected String missingImage() {
    return "127.0.0.1:9/none/such:1";
  }

  @Override
  protected void killFromOutside(TaskName task) {
    namespace
        .administrator()
        .pods()
        .inNamespace(namespace.name())
        .withLabel(Labels.TASK, task.value())
        .withGracePeriod(0)
        .delete();
  }

  @Override
  protected TestingProxy proxy() throws Exception {
    return TestingProxy.to(namespace::connect);
  }

  @Override
  protected TaskLauncher launcherAt(int port) throws Exception {
    Map<String, Object> there = new HashMap<>(config);
    there.put("kubeconfig", namespace.kubeconfigAt("http://127.0.0.1:" + port).toString());
    return launcherOf(new KubernetesPlugin(), there);
  }

  @Override
  protected List<String> requestsOfAStart() {
    return List.of("POST /apis/batch/v1/namespaces/", "PATCH /api/v1/namespaces/");
  }
}
