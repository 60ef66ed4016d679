package dev.waypoint.cli.command.file;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.failure.ReportedFailure;
import dev.waypoint.cli.operation.ProjectFile;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.InputVariable;
import dev.waypoint.hcl.config.VariableFiles;
import dev.waypoint.hcl.config.VariableResolver;
import dev.waypoint.hcl.config.VariableSource;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.DiagnosticWriter;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.worker.plugin.LocalPlugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "validate",
    description = "Check waypoint.hcl, the variables and what the plugins take, without a server.")
public final class ValidateCommand extends WaypointCommand {
  @Option(
      names = "-var",
      paramLabel = "K=V",
      description = "The value of an input variable. May be repeated.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "-var-file",
      paramLabel = "FILE",
      description = "A file with values of input variables. May be repeated; later ones win.")
  private List<Path> variableFiles = new ArrayList<>();

  @Option(
      names = "-label",
      paramLabel = "K=V",
      description = "A label of the operation. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  ValidateCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    ProjectFile file =
        ProjectFile.find(environment().workingDirectory())
            .orElseThrow(
                () ->
                    new CliException(
                        "there is no waypoint.hcl here or above: 'waypoint init' writes one"));
    List<Diagnostic> findings = findings(file);
    for (List<Diagnostic> same : DiagnosticWriter.alike(findings)) {
      renderer()
          .line(
              same.getFirst().isError() ? Style.ERROR : Style.WARNING,
              DiagnosticWriter.forPeople().write(same));
    }
    if (findings.stream().anyMatch(Diagnostic::isError)) {
      throw new ReportedFailure();
    }
    renderer().line(Style.SUCCESS, "%s is valid".formatted(file.path()));
  }

  private List<Diagnostic> findings(ProjectFile file) {
    try {
      WaypointFile parsed = WaypointFile.parse(file.name(), file.text());
      ConfigScope scope =
          ConfigScope.builder()
              .workspace(givenWorkspace().orElse("default"))
              .labels(labels)
              .projectDirectory(file.directory())
              .variables(resolver(parsed).resolveAvailable(inputs(parsed, file)))
              .build();
      return plugins().check(parsed, scope);
    } catch (HclException e) {
      return e.diagnostics();
    }
  }

  private static VariableResolver resolver(WaypointFile file) {
    return VariableResolver.of(file);
  }

  private List<InputVariable> inputs(WaypointFile parsed, ProjectFile file) {
    List<InputVariable> inputs = new ArrayList<>(VariableFiles.readAuto(file.directory()));
    inputs.addAll(resolver(parsed).fromEnvironment(environment().variables()));
    variableFiles.forEach(
        path ->
            inputs.addAll(
                VariableFiles.read(
                    environment().workingDirectory().resolve(path), VariableSource.FILE)));
    variables.forEach((name, text) -> inputs.add(InputVariable.cli(name, text)));
    return inputs;
  }

  private LocalPlugins plugins() {
    return LocalPlugins.find(
        environment().variable("WAYPOINT_PLUGIN_DIR").map(Path::of),
        warning -> renderer().line(Style.WARNING, warning));
  }
}
