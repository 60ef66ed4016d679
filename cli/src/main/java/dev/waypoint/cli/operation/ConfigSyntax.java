package dev.waypoint.cli.operation;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.Parser;

/** Reads configuration files without asking what is in them. */
public final class ConfigSyntax {
  private ConfigSyntax() {}

  /**
   * By the file's ending JSON or HCL.
   *
   * @throws CliException if there is a mistake, with the position and an excerpt
   */
  public static Body parse(String fileName, byte[] content) {
    SourceFile file = SourceFile.of(fileName, content);
    Diagnostics diagnostics = new Diagnostics();
    try {
      Body body =
          fileName.endsWith(".json")
              ? JsonParser.parseBody(file, diagnostics).orElse(null)
              : Parser.parseBody(file, diagnostics);
      diagnostics.throwIfErrors();
      return body;
    } catch (HclException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
