package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory, an operation and components whose command is a script. */
abstract class ExecTestBase {
  @TempDir Path directory;
  TestingOperationContext context;

  @BeforeEach
  void makeContext() {
    context = TestingOperationContext.in(directory);
  }

  static List<String> sh(String script) {
    return List.of("sh", "-c", script);
  }

  Artifact build(String script, Map<String, ?> more) throws Exception {
    return builder(script, more).build(context);
  }

  static Builder builder(String script, Map<String, ?> more) throws Exception {
    return new ExecPlugin().builder().orElseThrow().create(config(script, more));
  }

  static Platform platform(String script, Map<String, ?> more) throws Exception {
    return new ExecPlugin().platform().orElseThrow().create(config(script, more));
  }

  static Map<String, Object> config(String script, Map<String, ?> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("command", sh(script));
    return config;
  }
}
