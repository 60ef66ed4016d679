package dev.waypoint.cli.command.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Tag("behaviour-205")
class PlatformFlagsTest {
  @Test
  void everyFlagOfACsiVolumeIsASettingOfNomadsInstaller() {
    Map<String, Object> settings =
        settings(
            "-nomad-csi-volume-provider=ebs.csi.aws.com",
            "-nomad-csi-volume-plugin-id=ebs",
            "-nomad-csi-volume=state",
            "-nomad-csi-volume-capacity-min=1",
            "-nomad-csi-volume-capacity-max=2",
            "-nomad-csi-fs=ext4",
            "-nomad-csi-mount-flags=noatime,nodiratime",
            "-nomad-csi-params=type=gp3,iops=1",
            "-nomad-csi-topologies=zone=a",
            "-nomad-csi-topologies=rack=7",
            "-nomad-csi-external-id=vol-1",
            "-nomad-csi-secrets=key=a,b=c");
    assertThat(settings.get("csi"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("volume_provider", "ebs.csi.aws.com"),
                Map.entry("volume_plugin_id", "ebs"),
                Map.entry("volume", "state"),
                Map.entry("volume_capacity_min", 1L),
                Map.entry("volume_capacity_max", 2L),
                Map.entry("fs", "ext4"),
                Map.entry("mount_flags", List.of("noatime", "nodiratime")),
                Map.entry("params", Map.of("type", "gp3", "iops", "1")),
                Map.entry("topologies", Map.of("zone", "a", "rack", "7")),
                Map.entry("external_id", "vol-1"),
                Map.entry("secrets", Map.of("key", "a,b=c"))));
  }

  @Test
  void aCredentialMayComeFromAFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "s3cr=t\n");
    assertThat(settings("-nomad-csi-secrets=key=@" + file, "-nomad-csi-secrets=other=x").get("csi"))
        .isEqualTo(Map.of("secrets", Map.of("key", "s3cr=t", "other", "x")));
  }

  @Test
  void withoutThemThereIsNoCsiVolume() {
    assertThat(settings("-nomad-host-volume=state"))
        .containsEntry("host_volume", "state")
        .doesNotContainKey("csi");
  }

  @Test
  void severalDatacentersMayBeNamed() {
    assertThat(settings("-nomad-dc=east", "-nomad-dc", "west")).containsEntry("dc", "east,west");
    assertThat(settings("-nomad-dc=east")).containsEntry("dc", "east");
    assertThat(settings()).doesNotContainKey("dc");
  }

  private static Map<String, Object> settings(String... arguments) {
    Install install = new Install();
    new CommandLine(install).parseArgs(arguments);
    return install.flags.settings("nomad");
  }

  @Command
  static final class Install {
    @Mixin private PlatformFlags flags = new PlatformFlags();
  }
}
