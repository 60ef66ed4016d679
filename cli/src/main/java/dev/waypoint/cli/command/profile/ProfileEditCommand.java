package dev.waypoint.cli.command.profile;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.GetProfileRequest;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.SetProfileResponse;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "edit",
    description =
        "Change the plugin's settings of a profile in an editor ($VISUAL, else $EDITOR); without a"
            + " name those of the default one.")
final class ProfileEditCommand extends ServerCommand {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The profile.")
  private String name = "";

  ProfileEditCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) throws InterruptedException {
    String editor =
        environment()
            .variable("VISUAL")
            .or(() -> environment().variable("EDITOR"))
            .orElseThrow(
                () ->
                    new CliException(
                        "no editor is named: set EDITOR, or use 'waypoint runner profile set"
                            + " -plugin-config=FILE'"));
    Profile profile =
        server
            .profiles()
            .getProfile(GetProfileRequest.newBuilder().setName(name).build())
            .getProfile();
    String format =
        profile.getPluginConfigFormat().isEmpty() ? "hcl" : profile.getPluginConfigFormat();
    try {
      Path file = Files.createTempFile("waypoint-profile", "." + format);
      try {
        Files.write(file, profile.getPluginConfig().toByteArray());
        edit(editor, file);
        store(server, profile, PluginConfig.read(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new CliException("the settings cannot be edited: " + FileFault.reason(e), e);
    }
  }

  /** The editor's own words may be several, as in {@code code --wait}. */
  private static void edit(String editor, Path file) throws IOException, InterruptedException {
    List<String> command = List.of("sh", "-c", editor + " \"$1\"", "sh", file.toString());
    int result = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (result != 0) {
      throw CliException.of(
          "the editor (%s) ended with exit code %d: nothing is changed", editor, result);
    }
  }

  private void store(ServerConnection server, Profile profile, PluginConfig edited) {
    if (edited.content().equals(profile.getPluginConfig())) {
      renderer().line(Style.INFO, "the profile %s is unchanged".formatted(profile.getName()));
      return;
    }
    SetProfileResponse response =
        server
            .profiles()
            .setProfile(
                SetProfileRequest.newBuilder()
                    .setProfile(
                        profile.toBuilder()
                            .setPluginConfig(edited.content())
                            .setPluginConfigFormat(edited.format()))
                    .build());
    response.getWarningsList().forEach(text -> renderer().line(Style.WARNING, text));
    renderer().line(Style.SUCCESS, "the profile %s is updated".formatted(profile.getName()));
  }
}
