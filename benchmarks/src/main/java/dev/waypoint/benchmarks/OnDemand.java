package dev.waypoint.benchmarks;

import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ProfileServiceGrpc;
import dev.waypoint.protocol.v1.SetProfileRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** On-demand no-op jobs through Docker, beside the same image started bare. */
final class OnDemand {
  private static final String BRIDGE = "172.17.0.1";

  private OnDemand() {}

  static void measure(Report report, boolean quick) throws Exception {
    String image = System.getenv("WAYPOINT_TEST_IMAGE");
    if (image == null || image.isBlank()) {
      System.out.println("on-demand jobs left out: WAYPOINT_TEST_IMAGE names no image");
      return;
    }
    Load load = new Load(0, quick ? 5 : 20, 0);
    Path directory = Files.createTempDirectory("waypoint-benchmark");
    GatewayOptions options = GatewayOptions.in(directory);
    try (Stage stage =
        Stage.start(
            options
                .withGrpc(new ListenAddress(BRIDGE, 0))
                .withHttp(Optional.empty())
                .withRunnerImage(image)
                .withEngine(options.engine().withEmbedded(Engine.Kind.IN_PROCESS)))) {
      ProfileServiceGrpc.newBlockingStub(stage.channel())
          .setProfile(
              SetProfileRequest.newBuilder()
                  .setProfile(Profile.newBuilder().setName("benchmark").setPluginType("docker"))
                  .build());
      Jobs jobs = new Jobs(stage.channel(), "benchmark");
      Workload bare = () -> docker("run", "--rm", "--entrypoint", "/bin/true", image);
      Workload version = () -> docker("run", "--rm", image, "version");
      jobs.execute();
      bare.execute();
      Measurement bareRun = load.measure(bare);
      report.add("docker run, /bin/true", bareRun);
      report.add("docker run, waypoint version", load.measure(version));
      Measurement onDemand = load.measure(jobs);
      report.add(
          "on-demand no-op job, Docker",
          onDemand,
          Map.of("p50_to_bare", onDemand.p50Millis() / bareRun.p50Millis()));
    } finally {
      Directories.delete(directory);
    }
  }

  private static void docker(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "docker";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }
}
