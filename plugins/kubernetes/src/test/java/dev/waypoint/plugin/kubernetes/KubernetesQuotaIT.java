package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.testing.BaseTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingTerminal;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A namespace with a quota, which every pod in it has to keep. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesQuotaIT extends BaseTaskLauncherTest {
  @RegisterExtension static final TestingNamespace namespace = new TestingNamespace();

  private final Map<String, Object> config = new HashMap<>();

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new KubernetesPlugin(), config);
  }

  @Override
  protected String image() {
    return TestingCluster.IMAGE;
  }

  @Test
  void aQuotaThatIsUsedUpIsNamed() throws Exception {
    namespace
        .administrator()
        .resourceQuotas()
        .inNamespace(namespace.name())
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("small")
                .endMetadata()
                .withNewSpec()
                .addToHard("requests.memory", new Quantity("1Gi"))
                .endSpec()
                .build())
        .create();
    awaitInForce("small");
    config.putAll(namespace.config());
    config.put("memory", Map.of("request", "2Gi"));
    config.put("watchtask_startup_timeout_seconds", 4);

    TaskExit exit = watch(start("exit 0"), new TestingTerminal());

    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.message()).contains("exceeded quota: small");
  }

  /** The cluster enforces a quota when it has counted what is used of it. */
  private static void awaitInForce(String quota) {
    namespace
        .administrator()
        .resourceQuotas()
        .inNamespace(namespace.name())
        .withName(quota)
        .waitUntilCondition(
            made ->
                made != null
                    && made.getStatus() != null
                    && !made.getStatus().getHard().isEmpty()
                    && !made.getStatus().getUsed().isEmpty(),
            60,
            TimeUnit.SECONDS);
  }
}
