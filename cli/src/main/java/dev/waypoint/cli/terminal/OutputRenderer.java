package dev.waypoint.cli.terminal;

import com.google.protobuf.Message;
import java.util.List;

/**
 * Shows what a command has to say. Results go to standard output; where that has to stay readable
 * for programs, everything else goes to standard error. Not safe for use by several threads.
 */
public interface OutputRenderer {
  void line(Style style, String text);

  /**
   * A step that begins, goes on or ends.
   *
   * @param step names the step among those of one operation
   */
  void step(String step, String text, StepMark mark);

  /** Bytes of a program, as they are. */
  void raw(byte[] data, boolean stderr);

  void fields(List<Field> fields);

  void table(Table table);

  /** Many things of one kind: as a table, or as one JSON array of {@code messages}. */
  void list(Table table, List<? extends Message> messages);

  /** One thing: as fields, or as one JSON object. */
  void document(List<Field> fields, Message message);

  /** A value alone on a line of standard output, such as a token. */
  void value(String value);
}
