package dev.waypoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Health;
import dev.waypoint.sdk.component.Platform;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every platform that can tell health and destroy does. All that the tests deploy is
 * destroyed.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
public abstract class AbstractPlatformTest {
  @TempDir protected Path directory;
  private TestingOperationContext context;
  private Deployment deployed;

  /** A platform as a process of its own would make it. */
  protected abstract Platform platform() throws Exception;

  /** Something that runs until it is destroyed. */
  protected abstract Artifact artifact() throws Exception;

  @BeforeEach
  void makeContext() {
    context = TestingOperationContext.in(directory);
  }

  @AfterEach
  void destroy() throws Exception {
    if (deployed != null) {
      platform().destroy(context, deployed);
    }
  }

  @Test
  void aDeploymentIsReadyUntilItIsDestroyed() throws Exception {
    deployed = platform().deploy(context, artifact());
    assertThat(deployed.id()).isEqualTo(context.operationId());
    assertThat(deployed.sequence()).isEqualTo(context.sequence());
    assertThat(health(deployed)).isEqualTo(Health.READY);
    platform().destroy(context, deployed);
    assertThat(health(deployed)).isIn(Health.MISSING, Health.DOWN);
  }

  @Test
  void destroyingTwiceIsFine() throws Exception {
    deployed = platform().deploy(context, artifact());
    platform().destroy(context, deployed);
    platform().destroy(context, deployed);
    assertThat(health(deployed)).isIn(Health.MISSING, Health.DOWN);
  }

  @Test
  void deployingAgainUnderTheSameIdEndsInTheSameDeployment() throws Exception {
    assumeThat(platform().idempotent()).as("the platform is idempotent").isTrue();
    deployed = platform().deploy(context, artifact());
    assertThat(platform().deploy(context, artifact())).isEqualTo(deployed);
    assertThat(health(deployed)).isEqualTo(Health.READY);
  }

  @Test
  void twoDeploymentsLiveBesideEachOther() throws Exception {
    deployed = platform().deploy(context, artifact());
    TestingOperationContext next = TestingOperationContext.in(directory).withSequence(2);
    Deployment newer = platform().deploy(next, artifact());
    try {
      assertThat(health(deployed)).isEqualTo(Health.READY);
      assertThat(health(newer)).isEqualTo(Health.READY);
      platform().destroy(context, deployed);
      assertThat(health(newer)).isEqualTo(Health.READY);
    } finally {
      platform().destroy(next, newer);
    }
  }

  private Health health(Deployment deployment) throws Exception {
    return platform().status(context, deployment).health();
  }
}
