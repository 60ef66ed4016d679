package dev.waypoint.cli.command.profile;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.protocol.v1.Profile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the profiles.")
final class ProfileListCommand extends ServerCommand {
  @Mixin private JsonOption format;

  ProfileListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<Profile> profiles =
        server.profiles().listProfiles(ListProfilesRequest.getDefaultInstance()).getProfilesList();
    renderer().list(ProfileView.table(profiles), profiles);
  }
}
