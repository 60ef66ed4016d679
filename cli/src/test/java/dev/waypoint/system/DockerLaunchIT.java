package dev.waypoint.system;

import java.nio.file.Path;
import java.util.Map;

/** On-demand runners as containers of a real daemon. */
class DockerLaunchIT extends AbstractLaunchPlatformIT {
  @Override
  LaunchPlatform platform(Path directory) {
    Requirements.docker();
    return new Containers(
        directory, Requirements.runnerImage(), "counting-" + Installation.freePort());
  }

  private record Containers(Path directory, String image, String project)
      implements LaunchPlatform {
    @Override
    public String pluginType() {
      return "docker";
    }

    @Override
    public String serverAddress() {
      return "172.17.0.1";
    }

    @Override
    public String pluginConfig() {
      return "stop_timeout = \"5s\"\n";
    }

    @Override
    public void killTheContainer() {
      String id =
          docker("ps", "-q", "--filter", "label=waypoint.dev/project=" + project).output().strip();
      docker("kill", id).succeeded();
    }

    @Override
    public String whatIsThere() {
      return docker(
              "ps",
              "-a",
              "--format",
              "{{.Names}}",
              "--filter",
              "label=waypoint.dev/project=" + project)
          .succeeded()
          .output();
    }

    private Program.Result docker(String... arguments) {
      String[] command = new String[arguments.length + 1];
      command[0] = "docker";
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      return Program.command(directory, Map.of(), command).result();
    }

    @Override
    public void close() {}
  }
}
