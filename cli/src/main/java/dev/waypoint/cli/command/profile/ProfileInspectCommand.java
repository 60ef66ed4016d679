package dev.waypoint.cli.command.profile;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.GetProfileRequest;
import dev.waypoint.protocol.v1.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show one profile; without a name the default one.")
final class ProfileInspectCommand extends ServerCommand {
  @Mixin private JsonOption format;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The profile.")
  private String name = "";

  ProfileInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    Profile profile =
        server
            .profiles()
            .getProfile(GetProfileRequest.newBuilder().setName(name).build())
            .getProfile();
    if (name.isEmpty()) {
      renderer().line(Style.WARNING, "no name was given: this is the default profile");
    }
    renderer().document(ProfileView.fields(profile), profile);
  }
}
