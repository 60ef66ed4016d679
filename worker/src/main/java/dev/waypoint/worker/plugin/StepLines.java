package dev.waypoint.worker.plugin;

import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Shows the end of each step, and what else there is to say, a line each; no output of programs.
 */
final class StepLines implements Terminal {
  private final Consumer<String> say;

  StepLines(Consumer<String> say) {
    this.say = say;
  }

  @Override
  public void line(Style style, String text) {
    say.accept(text);
  }

  @Override
  public Step step(String text) {
    return new Step() {
      private boolean ended;

      private void end(String how) {
        if (!ended) {
          ended = true;
          say.accept(how);
        }
      }

      @Override
      public void update(String progress) {}

      @Override
      public void done(String how) {
        end(how);
      }

      @Override
      public void warned(String how) {
        end(how);
      }

      @Override
      public void failed(String how) {
        end(how);
      }

      @Override
      public void close() {
        end(text + ": failed");
      }
    };
  }

  @Override
  public OutputStream stdout() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public OutputStream stderr() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public void namedValues(Map<String, String> values) {
    values.forEach((name, value) -> say.accept(name + ": " + value));
  }

  @Override
  public void table(List<String> headers, List<List<String>> rows) {
    rows.forEach(row -> say.accept(String.join(" ", row)));
  }
}
