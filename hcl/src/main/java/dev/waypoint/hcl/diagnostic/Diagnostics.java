package dev.waypoint.hcl.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Collects problems in the order in which they are found; after {@value #MAX_KEPT} of them they are
 * only counted. Not safe for several threads.
 */
public final class Diagnostics {
  /** How many problems are kept. */
  public static final int MAX_KEPT = 1000;

  private final List<Diagnostic> found = new ArrayList<>();
  private int count;
  private boolean errors;

  /** Adds a problem. */
  public void add(Diagnostic diagnostic) {
    if (count++ < MAX_KEPT) {
      found.add(diagnostic);
    }
    errors |= diagnostic.isError();
  }

  /** Adds a problem before those that were found since the count was what is given. */
  public void insert(int position, Diagnostic diagnostic) {
    if (position >= found.size()) {
      add(diagnostic);
      return;
    }
    found.add(position, diagnostic);
    count++;
    errors |= diagnostic.isError();
  }

  /** Adds an error in a part of a file. */
  public void error(String summary, String detail, SourceRange subject) {
    add(Diagnostic.error(summary, detail, subject));
  }

  /** Adds all problems of another collection. */
  public void addAll(Diagnostics other) {
    other.found.forEach(this::add);
    count += other.count - other.found.size();
  }

  /** The same problems with words that do not tell any of these texts. */
  public Diagnostics without(Collection<String> secrets) {
    if (secrets.isEmpty()) {
      return this;
    }
    Diagnostics others = new Diagnostics();
    found.forEach(diagnostic -> others.add(diagnostic.without(secrets)));
    others.count += count - found.size();
    return others;
  }

  /** What was found, in order. */
  public List<Diagnostic> list() {
    return Collections.unmodifiableList(found);
  }

  /** How many problems were found. */
  public int count() {
    return count;
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
