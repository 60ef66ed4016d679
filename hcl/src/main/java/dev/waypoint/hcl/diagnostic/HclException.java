package dev.waypoint.hcl.diagnostic;

import java.util.List;

/** Configuration that cannot be used. The message is text for people, with excerpts. */
public final class HclException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /** Tells all of these problems. */
  public HclException(List<Diagnostic> diagnostics) {
    super(DiagnosticWriter.forPeople().write(diagnostics));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Tells one problem. */
  public HclException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  /** The problems, at least one of them an error. */
  public List<Diagnostic> diagnostics() {
    return diagnostics == null ? List.of() : diagnostics;
  }
}
