package dev.waypoint.cli.terminal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Standard output is one JSON value: an array of a list, an object of a document. All else goes to
 * standard error.
 */
public final class JsonRenderer implements OutputRenderer {
  private static final JsonFormat.Printer JSON = JsonFormat.printer().sortingMapKeys();

  private final PrintStream out;
  private final OutputRenderer rest;

  public JsonRenderer(PrintStream out, PrintStream err) {
    this.out = out;
    this.rest = new PlainRenderer(err, err);
  }

  @Override
  public void line(Style style, String text) {
    rest.line(style, text);
  }

  @Override
  public void step(String step, String text, StepMark mark) {
    rest.step(step, text, mark);
  }

  @Override
  public void raw(byte[] data, boolean stderr) {
    rest.raw(data, true);
  }

  @Override
  public void fields(List<Field> fields) {
    rest.fields(fields);
  }

  @Override
  public void table(Table table) {
    rest.table(table);
  }

  @Override
  public void list(Table table, List<? extends Message> messages) {
    out.println(
        messages.isEmpty()
            ? "[]"
            : messages.stream()
                .map(JsonRenderer::json)
                .map(text -> text.indent(2).stripTrailing())
                .collect(Collectors.joining(",\n", "[\n", "\n]")));
  }

  @Override
  public void document(List<Field> fields, Message message) {
    out.println(json(message));
  }

  @Override
  public void value(String value) {
    out.println(value);
  }

  private static String json(Message message) {
    try {
      return JSON.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("no JSON form of " + message.getDescriptorForType(), e);
    }
  }
}
