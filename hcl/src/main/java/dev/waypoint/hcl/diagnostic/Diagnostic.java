package dev.waypoint.hcl.diagnostic;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A problem in a source file.
 *
 * @param severity how bad it is
 * @param summary the problem in a few words
 * @param detail what is wrong and what to do, in sentences
 * @param subject the part of the file at fault, if one is
 * @param context the part of the file around it that a reader should see, if it is larger
 * @param notes the values that were involved, such as {@code var.list as list of string with 3
 *     elements}
 */
public record Diagnostic(
    Severity severity,
    String summary,
    String detail,
    Optional<SourceRange> subject,
    Optional<SourceRange> context,
    List<String> notes) {
  public Diagnostic {
    Objects.requireNonNull(severity, "severity is null");
    Objects.requireNonNull(summary, "summary is null");
    Objects.requireNonNull(detail, "detail is null");
    Objects.requireNonNull(subject, "subject is null");
    Objects.requireNonNull(context, "context is null");
    notes = List.copyOf(notes);
  }

  /** An error in a part of a file. */
  public static Diagnostic error(String summary, String detail, SourceRange subject) {
    return new Diagnostic(
        Severity.ERROR, summary, detail, Optional.of(subject), Optional.empty(), List.of());
  }

  /** An error that no file shows. */
  public static Diagnostic error(String summary, String detail) {
    return new Diagnostic(
        Severity.ERROR, summary, detail, Optional.empty(), Optional.empty(), List.of());
  }

  /** A warning about a part of a file. */
  public static Diagnostic warning(String summary, String detail, SourceRange subject) {
    return new Diagnostic(
        Severity.WARNING, summary, detail, Optional.of(subject), Optional.empty(), List.of());
  }

  /** The same problem, shown with more around it. */
  public Diagnostic within(SourceRange range) {
    return new Diagnostic(severity, summary, detail, subject, Optional.of(range), notes);
  }

  /** The same problem, with the values that were involved. */
  public Diagnostic noting(List<String> values) {
    return new Diagnostic(severity, summary, detail, subject, context, values);
  }

  /** The same problem with words that do not tell any of these texts. */
  public Diagnostic without(Collection<String> secrets) {
    String told = detail;
    List<String> remaining = notes;
    for (String secret : secrets) {
      told = told.replace(secret, "(sensitive)");
      remaining = remaining.stream().map(note -> note.replace(secret, "(sensitive)")).toList();
    }
    return new Diagnostic(severity, summary, told, subject, context, remaining);
  }

  /** Whether this is an error. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line: place, summary and detail. */
  @Override
  public String toString() {
    String place = subject.map(range -> range + ": ").orElse("");
    return place + summary + "; " + detail;
  }
}
