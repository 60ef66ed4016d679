package dev.waypoint.activities.config;

import dev.waypoint.sdk.component.ConfigSource;
import dev.waypoint.sdk.testing.AbstractConfigSourceTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileSourceTest extends AbstractConfigSourceTest {
  @TempDir private Path directory;
  private final Map<String, String> kept = new TreeMap<>();

  @Override
  protected ConfigSource source() {
    return new EnvironmentFileSource(directory);
  }

  @Override
  protected void store(Map<String, String> values) throws Exception {
    kept.putAll(values);
    Files.writeString(
        directory.resolve("shop.env"),
        kept.entrySet().stream()
            .map(each -> each.getKey() + "=" + quoted(each.getValue()))
            .collect(Collectors.joining("\n", "# values\n", "\n")));
  }

  @Override
  protected Map<String, String> request(String name) {
    return Map.of("path", "shop.env", "key", name);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
