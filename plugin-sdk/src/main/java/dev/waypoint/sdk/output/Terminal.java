package dev.waypoint.sdk.output;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Takes what an operation shows, in order, from any thread. It reaches the followers of the job
 * within a fraction of a second and is stored with it.
 *
 * <p>Nothing here throws because of a slow or lost follower; a call may block for a moment when
 * more is written than can be sent.
 */
public interface Terminal {
  /** Shows one line of text; line ends within it make more of them. */
  void line(Style style, String text);

  /** Shows a plain line. */
  default void line(String text) {
    line(Style.PLAIN, text);
  }

  /** Begins a step: shown as running until it ends. */
  Step step(String text);

  /**
   * Takes the bytes of a program's standard output as they come: colours and cursor movements pass
   * through. The stream is never null and always the same; closing it has no effect.
   */
  OutputStream stdout();

  /** The same for standard error. */
  OutputStream stderr();

  /** Shows names and values, in the map's order. */
  void namedValues(Map<String, String> values);

  /**
   * Shows a table.
   *
   * @param rows each with as many cells as there are headers
   */
  void table(List<String> headers, List<List<String>> rows);
}
