package dev.waypoint.cli.parse;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help that shows each option with one dash only, though two are accepted. */
final class OneDashHelp extends Help {
  OneDashHelp(CommandSpec spec, ColorScheme scheme) {
    super(spec, scheme);
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    return (option, labels, scheme) -> {
      String[] description = option.description();
      Ansi.Text[][] rows = new Ansi.Text[Math.max(1, description.length)][];
      for (int i = 0; i < rows.length; i++) {
        Ansi.Text empty = scheme.ansi().new Text("");
        rows[i] =
            new Ansi.Text[] {
              empty,
              empty,
              empty,
              i == 0 ? names(option, labels, scheme) : empty,
              scheme.text(i < description.length ? description[i] : "")
            };
      }
      return rows;
    };
  }

  private static Ansi.Text names(
      OptionSpec option, IParamLabelRenderer labels, ColorScheme scheme) {
    String names =
        Arrays.stream(option.names())
            .filter(name -> !name.startsWith("--"))
            .collect(Collectors.joining(", "));
    Ansi.Text text = scheme.optionText(names);
    if (option.arity().min() == 0) {
      return text;
    }
    return text.concat(
        labels.renderParameterLabel(option, scheme.ansi(), scheme.optionParamStyles()));
  }
}
