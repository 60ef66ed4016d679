package dev.waypoint.activities.jsonnet;

import dev.waypoint.hcl.function.FunctionException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import sjsonnet.DefaultParseCache;
import sjsonnet.SjsonnetMain;

/** The Jsonnet interpreter. It is loaded when it is first needed: most files never need it. */
final class Jsonnet {
  private Jsonnet() {}

  /**
   * The JSON that a file evaluates to; its imports are looked up beside it.
   *
   * @throws FunctionException with what the interpreter says, places included
   */
  static String evaluate(Path file, JsonnetOptions options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    List<String> words = options.words();
    words.add(file.toString());
    int code =
        SjsonnetMain.main0(
            words.toArray(String[]::new),
            new DefaultParseCache(),
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(problems, true, StandardCharsets.UTF_8),
            new os.Path(file.getParent()),
            SjsonnetMain.main0$default$7(),
            SjsonnetMain.main0$default$8(),
            SjsonnetMain.main0$default$9());
    if (code != 0) {
      throw new FunctionException(
          "Jsonnet: " + problems.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " "));
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
