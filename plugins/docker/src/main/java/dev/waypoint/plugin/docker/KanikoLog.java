package dev.waypoint.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes from kaniko's error output: its own log as plain lines, and what the Dockerfile's
 * steps write there. Used by one thread.
 */
final class KanikoLog extends OutputStream {
  private static final Pattern ENTRY =
      Pattern.compile(
          "time=\"[^\"]*\" level=(?<level>\\w+) msg=(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|\\S*).*");
  private static final Pattern PROBLEM =
      Pattern.compile(
          "(?:Error: )?(error (?:building|resolving|checking|pushing|changing).*|kaniko should"
              + " .*)");

  private final Terminal terminal;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile String problem;

  KanikoLog(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Why the build failed, in kaniko's words. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public void write(int b) throws IOException {
    if (b == '\n') {
      show(line.toString(UTF_8));
      line.reset();
    } else {
      line.write(b);
    }
  }

  /** Also shows a last line that has no end. */
  @Override
  public void close() throws IOException {
    if (line.size() > 0) {
      write('\n');
    }
  }

  private void show(String text) throws IOException {
    Matcher entry = ENTRY.matcher(text);
    if (entry.matches()) {
      Style style = entry.group("level").equals("info") ? Style.INFO : Style.WARNING;
      terminal.line(style, unquoted(entry.group("text")));
      return;
    }
    Matcher said = PROBLEM.matcher(text);
    if (said.matches()) {
      problem = said.group(1);
    } else {
      terminal.stderr().write((text + "\n").getBytes(UTF_8));
    }
  }

  private static String unquoted(String text) {
    return text.startsWith("\"")
        ? text.substring(1, text.length() - 1)
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replaceAll("\\\\(.)", "$1")
        : text;
  }
}
