package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests where no Docker daemon with the test image answers; with {@code
 * WAYPOINT_TEST_REQUIRED=1} that is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresDocker.Condition.class)
@interface RequiresDocker {
  String IMAGE =
      Optional.ofNullable(System.getenv("WAYPOINT_TEST_IMAGE_BUSYBOX"))
          .orElse("waypoint-test/busybox:1");

  /** Asks the daemon. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String missing = missing();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("Docker answers");
      }
      if ("1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"))) {
        throw new IllegalStateException(missing);
      }
      return ConditionEvaluationResult.disabled(missing);
    }

    private static String missing() {
      try (Docker docker = Docker.connect(Optional.empty())) {
        Optional<InspectImageResponse> image =
            docker.find("find the test image", client -> client.inspectImageCmd(IMAGE).exec());
        return image.isPresent() ? "" : "there is no image " + IMAGE + ": dev/platforms/images up";
      } catch (DockerFault e) {
        return e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "interrupted";
      }
    }
  }
}
