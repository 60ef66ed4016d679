package dev.waypoint.cli.command;

import picocli.CommandLine.Option;

/** Of every command that shows things which programs may want to read. */
public final class JsonOption {
  @Option(names = "-json", description = "Show JSON.")
  private boolean json;

  public boolean json() {
    return json;
  }
}
