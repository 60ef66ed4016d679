package dev.waypoint.plugin.nomad;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Sensitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A volume for the runner's state, made by a storage provider's CSI plugin. */
record CsiConfig(
    @Doc("The storage provider's driver, such as ebs.csi.aws.com") String volumeProvider,
    @Doc("Id of the driver's plugin on this Nomad, as 'nomad plugin status' lists it")
        String volumePluginId,
    @Doc("Name of the volume at the storage provider; without it, that of the runner's job")
        Optional<String> volume,
    @Doc("The least that it may hold, in bytes") @Default("1073741824") long volumeCapacityMin,
    @Doc("The most that it may hold, in bytes") @Default("2147483648") long volumeCapacityMax,
    @Doc("Its file system") @Default("xfs") String fs,
    @Doc("Options to mount it with; without them, noatime") Optional<List<String>> mountFlags,
    @Doc("More for the driver: parameters of a new volume, the context of one that is there")
        Map<String, String> params,
    @Doc("Segments of the topology from which the volume must be reached")
        Map<String, String> topologies,
    @Doc("The storage provider's id of a volume that is there: it is registered, not made")
        Optional<String> externalId,
    @Doc("Credentials for the driver; Nomad keeps them with the volume") @Sensitive
        Map<String, String> secrets) {
  CsiConfig {
    require(!volumeProvider.isBlank(), "volume_provider is empty");
    require(!volumePluginId.isBlank(), "volume_plugin_id is empty");
    require(volumeCapacityMin > 0, "volume_capacity_min must be more than 0 bytes");
    require(
        volumeCapacityMax >= volumeCapacityMin,
        "volume_capacity_max, %d bytes, is less than volume_capacity_min, %d"
            .formatted(volumeCapacityMax, volumeCapacityMin));
    require(externalId.filter(String::isBlank).isEmpty(), "external_id is empty");
    params = Map.copyOf(params);
    topologies = Map.copyOf(topologies);
    secrets = Map.copyOf(secrets);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Leaves out the credentials, and what the driver may be told. */
  @Override
  public String toString() {
    return "CsiConfig[%s, plugin %s]".formatted(volumeProvider, volumePluginId);
  }
}
