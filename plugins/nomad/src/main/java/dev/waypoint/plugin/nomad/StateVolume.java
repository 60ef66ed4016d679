package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypoint.sdk.task.TaskName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CSI volume with an installed runner's state; it has the name of the runner's job.
 *
 * <p>Only a volume that was made here has a requested capacity: with it, the storage itself goes on
 * removal, without it, Nomad's record of it.
 */
final class StateVolume {
  static final String ACCESS_MODE = "single-node-writer";
  static final String ATTACHMENT_MODE = "file-system";

  private static final String CAPACITY_MAX = "RequestedCapacityMax";

  /** A storage provider makes a volume while Nomad waits. */
  private static final Duration TO_MAKE = Duration.ofMinutes(3);

  /** Nodes give a volume back some time after its container has ended. */
  private static final Duration TO_RELEASE = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(500);

  private final Nomad nomad;
  private final TaskName name;

  StateVolume(Nomad nomad, TaskName name) {
    this.nomad = nomad;
    this.name = name;
  }

  /** Makes it, or registers the one that is there; fine if that is done already. */
  void put(CsiConfig config) throws NomadFault, InterruptedException {
    boolean there = config.externalId().isPresent();
    ObjectNode request = Json.object();
    request.putArray("Volumes").add(json(config, name, nomad.access().namespace()));
    nomad
        .http()
        .put(
            "%s the CSI volume %s".formatted(there ? "register" : "make", name),
            there ? path() : path() + "/create",
            Map.of(),
            request,
            TO_MAKE);
  }

  static ObjectNode json(CsiConfig config, TaskName name, String namespace) {
    ObjectNode volume = Json.object();
    volume.put("ID", name.value()).put("Name", config.volume().orElse(name.value()));
    volume.put("Namespace", namespace);
    volume.put("Provider", config.volumeProvider()).put("PluginID", config.volumePluginId());
    volume
        .putArray("RequestedCapabilities")
        .addObject()
        .put("AccessMode", ACCESS_MODE)
        .put("AttachmentMode", ATTACHMENT_MODE);
    ArrayNode flags =
        volume.putObject("MountOptions").put("FSType", config.fs()).putArray("MountFlags");
    config.mountFlags().orElse(List.of("noatime")).forEach(flags::add);
    if (!config.topologies().isEmpty()) {
      ObjectNode topology =
          volume.putObject("RequestedTopologies").putArray("Required").addObject();
      texts(topology, "Segments", config.topologies());
    }
    texts(volume, "Secrets", config.secrets());
    if (config.externalId().isPresent()) {
      volume.put("ExternalID", config.externalId().get());
      texts(volume, "Context", config.params());
    } else {
      volume.put("RequestedCapacityMin", config.volumeCapacityMin());
      volume.put(CAPACITY_MAX, config.volumeCapacityMax());
      texts(volume, "Parameters", config.params());
    }
    return volume;
  }

  private static void texts(ObjectNode into, String field, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode texts = into.putObject(field);
      values.forEach(texts::put);
    }
  }

  /**
   * Removes what {@link #put} has made, and what is on it, or else what it has registered. Waits
   * until no node holds it any more. Fine if there is none.
   *
   * @param expected false: who may not ask for volumes has none
   * @return whether there was one
   */
  boolean remove(boolean expected) throws NomadFault, InterruptedException {
    Instant latest = Instant.now().plus(TO_RELEASE);
    boolean found = false;
    while (true) {
      Optional<JsonNode> volume = find(expected);
      if (volume.isEmpty()) {
        return found;
      }
      found = true;
      try {
        removeOnce(volume.get());
        return true;
      } catch (NomadFault e) {
        if (!e.isPassing() || Instant.now().isAfter(latest)) {
          throw e;
        }
      }
      Thread.sleep(POLL);
    }
  }

  private void removeOnce(JsonNode volume) throws NomadFault, InterruptedException {
    boolean made = volume.path(CAPACITY_MAX).asLong() > 0;
    String action = "%s the CSI volume %s".formatted(made ? "delete" : "deregister", name);
    if (!volume.path("WriteAllocs").isEmpty() || !volume.path("ReadAllocs").isEmpty()) {
      throw NomadFault.passing("cannot %s: it is still in use".formatted(action), null);
    }
    nomad.http().delete(action, made ? path() + "/delete" : path(), TO_MAKE);
  }

  private Optional<JsonNode> find(boolean expected) throws NomadFault, InterruptedException {
    try {
      return Optional.of(nomad.http().get("ask for the CSI volume " + name, path(), Map.of()));
    } catch (NomadFault e) {
      if (e.isNotFound() || !expected && e.isForbidden()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String path() {
    return "/v1/volume/csi/" + name;
  }
}
