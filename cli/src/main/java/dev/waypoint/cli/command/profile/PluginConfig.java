package dev.waypoint.cli.command.profile;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.ConfigSyntax;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A plugin's settings, as they stand in a file.
 *
 * @param format {@code hcl} or {@code json}
 * @param fileName for messages
 */
record PluginConfig(ByteString content, String format, String fileName) {
  static PluginConfig read(Path file) {
    String name = file.getFileName().toString();
    String format = name.endsWith(".json") ? "json" : name.endsWith(".hcl") ? "hcl" : "";
    if (format.isEmpty()) {
      throw CliException.of("-plugin-config=%s: the file must end in .hcl or .json", file);
    }
    try {
      byte[] content = Files.readAllBytes(file);
      ConfigSyntax.parse(name, content);
      return new PluginConfig(ByteString.copyFrom(content), format, name);
    } catch (IOException e) {
      throw new CliException(
          "cannot read the plugin config %s: %s".formatted(file, FileFault.reason(e, file)), e);
    }
  }
}
