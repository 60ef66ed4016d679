package dev.waypoint.hcl.diagnostic;

/** How bad a problem is. */
public enum Severity {
  /** Nothing can be done with the file. */
  ERROR("Error"),
  /** Worth saying, but the file can be used. */
  WARNING("Warning");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word that messages begin with. */
  public String word() {
    return word;
  }
}
