package dev.waypoint.cli.terminal;

import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Which colours stand for what. */
final class Colours {
  private Colours() {}

  static Optional<Ansi.IStyle[]> of(Style style) {
    return switch (style) {
      case PLAIN, INFO -> Optional.empty();
      case HEADER -> colours(Ansi.Style.bold);
      case SUCCESS -> colours(Ansi.Style.fg_green);
      case WARNING -> colours(Ansi.Style.fg_yellow);
      case ERROR -> colours(Ansi.Style.fg_red);
    };
  }

  /** Paints {@code text} as it is: nothing in it is taken as markup. */
  static String paint(Ansi ansi, Ansi.IStyle[] styles, String text) {
    return ansi.enabled() ? Ansi.Style.on(styles) + text + Ansi.Style.off(styles) : text;
  }

  private static Optional<Ansi.IStyle[]> colours(Ansi.Style... styles) {
    return Optional.of(styles);
  }
}
