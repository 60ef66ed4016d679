package dev.waypoint.cli.command.install;

import dev.waypoint.cli.parse.SecretConverter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The CSI volume on which a runner on Nomad keeps its state. */
final class NomadCsiFlags {
  @Option(
      names = "-nomad-csi-volume-provider",
      paramLabel = "NAME",
      description =
          "Driver of a CSI volume for its state, such as ebs.csi.aws.com; not with"
              + " -nomad-host-volume.")
  private String provider;

  @Option(
      names = "-nomad-csi-volume-plugin-id",
      paramLabel = "ID",
      description = "The driver's plugin on Nomad. Required for a CSI volume.")
  private String pluginId;

  @Option(
      names = "-nomad-csi-volume",
      paramLabel = "NAME",
      description = "The volume's name at the storage provider; default: waypoint-ID-runner.")
  private String volume;

  @Option(
      names = "-nomad-csi-volume-capacity-min",
      paramLabel = "BYTES",
      description = "The least that it may hold; default: 1073741824.")
  private Long capacityMin;

  @Option(
      names = "-nomad-csi-volume-capacity-max",
      paramLabel = "BYTES",
      description = "The most that it may hold; default: 2147483648.")
  private Long capacityMax;

  @Option(
      names = "-nomad-csi-fs",
      paramLabel = "NAME",
      description = "Its file system; default: xfs.")
  private String fileSystem;

  @Option(
      names = "-nomad-csi-mount-flags",
      paramLabel = "FLAG,FLAG",
      split = ",",
      description = "Options to mount it with; default: noatime.")
  private List<String> mountFlags;

  @Option(
      names = "-nomad-csi-params",
      paramLabel = "K=V",
      split = ",",
      description = "A parameter for the driver. May be repeated.")
  private Map<String, String> params;

  @Option(
      names = "-nomad-csi-topologies",
      paramLabel = "K=V",
      split = ",",
      description = "A segment of the topology that must reach it. May be repeated.")
  private Map<String, String> topologies;

  @Option(
      names = "-nomad-csi-external-id",
      paramLabel = "ID",
      description = "A volume that the storage provider has: it is registered, not made.")
  private String externalId;

  @Option(
      names = "-nomad-csi-secrets",
      paramLabel = "K=V",
      converter = {SecretName.class, SecretConverter.class},
      description =
          "A credential for the driver; K=@FILE reads it from a file, where no other user sees it."
              + " May be repeated.")
  private Map<String, String> secrets;

  /** Of a credential: taken as it is. */
  static final class SecretName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return text;
    }
  }

  /** Null: no CSI volume. */
  Map<String, Object> settings() {
    Map<String, Object> settings =
        new Settings()
            .put("volume_provider", provider)
            .put("volume_plugin_id", pluginId)
            .put("volume", volume)
            .put("volume_capacity_min", capacityMin)
            .put("volume_capacity_max", capacityMax)
            .put("fs", fileSystem)
            .put("mount_flags", mountFlags)
            .put("params", params)
            .put("topologies", topologies)
            .put("external_id", externalId)
            .put("secrets", secrets)
            .asMap();
    return settings.isEmpty() ? null : settings;
  }
}
