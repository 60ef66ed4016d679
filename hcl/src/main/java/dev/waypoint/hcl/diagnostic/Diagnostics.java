package dev.waypoint.hcl.diagnostic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects problems in the order in which they are found. Not safe for several threads. */
public final class Diagnostics {
  private final List<Diagnostic> found = new ArrayList<>();
  private boolean errors;

  /** Adds a problem. */
  public void add(Diagnostic diagnostic) {
    found.add(diagnostic);
    errors |= diagnostic.isError();
  }

  /** Adds an error in a part of a file. */
  public void error(String summary, String detail, SourceRange subject) {
    add(Diagnostic.error(summary, detail, subject));
  }

  /** Adds all problems of another collection. */
  public void addAll(Diagnostics other) {
    other.found.forEach(this::add);
  }

  /** What was found, in order. */
  public List<Diagnostic> list() {
    return Collections.unmodifiableList(found);
  }

  /** Whether an error was found. */
  public boolean hasErrors() {
    return errors;
  }

  /**
   * Ends the work when an error was found.
   *
   * @throws HclException with everything found
   */
  public void throwIfErrors() {
    if (errors) {
      throw new HclException(found);
    }
  }
}
