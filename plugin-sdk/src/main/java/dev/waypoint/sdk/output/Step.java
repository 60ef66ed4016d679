package dev.waypoint.sdk.output;

/**
 * Something that takes a while and has an end, such as pulling an image. On a terminal it is one
 * line that changes.
 *
 * <p>Meant for try-with-resources: a step that is closed without having ended is shown as failed.
 *
 * <pre>{@code
 * try (Step step = terminal.step("Pulling " + image)) {
 *   pull(image);
 *   step.done("Pulled " + image);
 * }
 * }</pre>
 *
 * Methods called after the end have no effect.
 */
public interface Step extends AutoCloseable {
  /** Shows how far it is. Called as often as there is news; the host thins out what is too much. */
  void update(String text);

  /** It ended well. */
  void done(String text);

  /** It ended, with a reason to look at it. */
  void warned(String text);

  /** It ended badly. The exception that follows tells more. */
  void failed(String text);

  /** Marks it as failed, with the text shown last, unless it has ended. */
  @Override
  void close();
}
