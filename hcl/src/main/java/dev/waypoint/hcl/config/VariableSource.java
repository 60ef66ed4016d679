package dev.waypoint.hcl.config;

import java.util.Locale;

/** Where the value of an input variable comes from; a later one wins over an earlier one. */
public enum VariableSource {
  /** The default of the declaration. */
  DEFAULT,
  /** A default that a config source delivered. */
  DYNAMIC,
  /** The settings of the project on the server. */
  SERVER,
  /** A {@code *.auto.wpvars} file beside the configuration. */
  VCS,
  /** An environment variable. */
  ENV,
  /** A file that was named on the command line. */
  FILE,
  /** The command line. */
  CLI;

  /** The word in tables and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
