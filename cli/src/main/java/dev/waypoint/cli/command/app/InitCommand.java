package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.ProjectConfig;
import dev.waypoint.cli.operation.ProjectFile;
import dev.waypoint.cli.operation.Registration;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.worker.plugin.FirstProject;
import dev.waypoint.worker.plugin.LocalPlugins;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    description = "Check waypoint.hcl and register its project and apps; without one, write one.")
public final class InitCommand extends ProjectCommand {
  @Mixin private OperationFlags flags;

  @Option(
      names = "-update",
      description = "Take over the runner stanza's settings for a project that is known already.")
  private boolean update;

  @Option(
      names = "-from-project",
      paramLabel = "URL",
      description =
          "Fetch a project to begin with: a Git repository (URL[//PATH][?ref=REF]) or a .tar.gz.")
  private String from;

  @Option(
      names = "-into",
      paramLabel = "DIR",
      description = "The new directory for -from-project; default: named after its URL.")
  private Path into;

  InitCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    if (into != null && from == null) {
      throw new CliException("-into says where -from-project goes: give that, too");
    }
    if (from != null) {
      download(FirstProject.of(from));
      return;
    }
    Optional<ProjectConfig> config = config();
    if (config.isEmpty()) {
      template();
      return;
    }
    renderer().line(Style.SUCCESS, "%s is valid".formatted(config.get().file().name()));
    try (ServerConnection server = connect()) {
      renderer()
          .line(
              Style.SUCCESS,
              server.isEmbedded()
                  ? "connected to the server of this command"
                  : "connected to " + server.target().address());
      ApplyProjectResponse response = new Registration(server).register(config.get(), update);
      renderer()
          .line(
              Style.SUCCESS,
              "the project %s and its apps are registered: %s"
                  .formatted(
                      response.getProject().getName(),
                      String.join(", ", response.getProject().getApplicationsList())));
      renderer()
          .line(
              Style.INFO,
              "Build, deploy and release it with 'waypoint up', or step by step with 'waypoint"
                  + " build', 'waypoint deploy' and 'waypoint release'.");
    }
  }

  private void download(FirstProject wanted) throws InterruptedException {
    Path directory = into == null ? Path.of(wanted.name()) : into;
    Path target = environment().workingDirectory().resolve(directory);
    try {
      wanted.fetch(target, line -> renderer().line(Style.INFO, line));
    } catch (IOException e) {
      throw new CliException(FileFault.reason(e), e);
    }
    renderer().line(Style.SUCCESS, "the project is in " + target);
    ProjectFile.in(target).map(program().projects()::parse);
    renderer()
        .line(
            Style.INFO,
            "Change into that directory and run 'waypoint init': it %s."
                .formatted(
                    ProjectFile.in(target).isPresent()
                        ? "registers the project"
                        : "writes a waypoint.hcl, which is not there yet"));
  }

  private void template() {
    Path file = environment().workingDirectory().resolve("waypoint.hcl");
    LocalPlugins plugins =
        LocalPlugins.find(
            environment().variable("WAYPOINT_PLUGIN_DIR").map(Path::of),
            warning -> renderer().line(Style.WARNING, warning));
    Template proposal = Template.of(environment().workingDirectory());
    Template template =
        environment().terminal()
            ? new Wizard(environment().in(), renderer(), plugins).ask(proposal)
            : proposal;
    try {
      Files.writeString(file, template.text(plugins), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new CliException("cannot write %s: %s".formatted(file, FileFault.reason(e, file)), e);
    }
    renderer().line(Style.SUCCESS, "there was no waypoint.hcl: " + file + " is written");
    renderer().line(Style.INFO, "Change it to your needs and run 'waypoint init' again.");
  }
}
