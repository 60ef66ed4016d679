package dev.waypoint.cli.command.app;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.worker.plugin.LocalPlugins;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Asks a person what a new waypoint.hcl should say; an empty answer takes the proposal. */
final class Wizard {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private final BufferedReader answers;
  private final OutputRenderer renderer;
  private final LocalPlugins plugins;

  Wizard(InputStream answers, OutputRenderer renderer, LocalPlugins plugins) {
    this.answers = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
    this.renderer = renderer;
    this.plugins = plugins;
  }

  /**
   * Blocks until everything is answered.
   *
   * @throws CliException if the answers end before that
   */
  Template ask(Template proposal) {
    renderer.line(
        Style.HEADER, "There is no waypoint.hcl. Four answers make one; Enter takes the proposal.");
    String project = name("Name of the project", proposal.project());
    String app = name("Name of its first app", project);
    String builder = plugin("Plugin that builds it", proposal.builder(), plugins.builders());
    List<String> deployers = plugins.platforms();
    String deployer =
        plugin(
            "Plugin that deploys it",
            deployers.contains(builder) ? builder : proposal.deployer(),
            deployers);
    return new Template(project, app, builder, deployer);
  }

  private String name(String question, String proposal) {
    while (true) {
      String answer = answer("%s [%s]".formatted(question, proposal), proposal);
      if (NAME.matcher(answer).matches()) {
        return answer;
      }
      renderer.line(
          Style.ERROR,
          "a name begins with a letter or a digit and has letters, digits, '.', '_' and '-'");
    }
  }

  private String plugin(String question, String proposal, List<String> known) {
    String usual = known.contains(proposal) || known.isEmpty() ? proposal : known.getFirst();
    String whole = "%s: %s [%s]".formatted(question, String.join(", ", known), usual);
    while (true) {
      String answer = answer(whole, usual);
      if (known.contains(answer) || known.isEmpty()) {
        return answer;
      }
      renderer.line(
          Style.ERROR,
          "there is no such plugin '%s'.%s".formatted(answer, Names.didYouMean(answer, known)));
    }
  }

  private String answer(String question, String proposal) {
    renderer.line(Style.PLAIN, question);
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new CliException("cancelled: no waypoint.hcl was written");
      }
      return line.isBlank() ? proposal : line.strip();
    } catch (IOException e) {
      throw new CliException("the answer cannot be read: no waypoint.hcl was written", e);
    }
  }
}
