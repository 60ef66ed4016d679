package dev.waypoint.cli.command.profile;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.DeleteProfileRequest;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.protocol.v1.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a profile.")
final class ProfileDeleteCommand extends ServerCommand {
  @Option(names = "-id", paramLabel = "ID", description = "The profile's id, instead of a name.")
  private String id;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The profile.")
  private String name;

  ProfileDeleteCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    if ((id == null) == (name == null)) {
      throw new CliException("name the profile to delete: either NAME or -id=ID");
    }
    String target = name == null ? nameOf(server) : name;
    server.profiles().deleteProfile(DeleteProfileRequest.newBuilder().setName(target).build());
    renderer().line(Style.SUCCESS, "the profile %s is deleted".formatted(target));
  }

  private String nameOf(ServerConnection server) {
    return server
        .profiles()
        .listProfiles(ListProfilesRequest.getDefaultInstance())
        .getProfilesList()
        .stream()
        .filter(profile -> profile.getId().equals(id))
        .map(Profile::getName)
        .findFirst()
        .orElseThrow(() -> CliException.of("no profile has the id '%s'", id));
  }
}
