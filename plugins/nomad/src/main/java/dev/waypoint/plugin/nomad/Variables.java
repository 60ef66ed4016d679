package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypoint.sdk.task.TaskName;
import java.util.Map;

/**
 * Keeps the environments of tasks in Nomad's variables: encrypted, for those to read who have the
 * right, and for the job of the same name.
 */
final class Variables {
  private static final String ITEM = "environment";
  private static final int MOST_BYTES = 64 * 1024;

  private final Nomad nomad;

  Variables(Nomad nomad) {
    this.nomad = nomad;
  }

  /** What a job's task reads its environment with. */
  static String template(TaskName task) {
    return "{{ with nomadVar \"%s\" }}{{ .%s }}{{ end }}".formatted(path(task), ITEM);
  }

  private static String path(TaskName task) {
    return "nomad/jobs/" + task;
  }

  void write(TaskName task, Map<String, String> environment)
      throws NomadFault, InterruptedException {
    ObjectNode variable = Json.object();
    variable.put("Namespace", nomad.access().namespace()).put("Path", path(task));
    variable.putObject("Items").put(ITEM, EnvironmentFile.of(environment));
    if (variable.toString().length() > MOST_BYTES) {
      throw NomadFault.lasting(
          "the environment of %s does not fit into a Nomad variable of 64 KB; make static_environment smaller, or set secrets = \"job\""
              .formatted(task),
          null);
    }
    nomad
        .http()
        .put("write the Nomad variable " + path(task), "/v1/var/" + path(task), Map.of(), variable);
  }

  /** Fine if there is none. */
  void remove(TaskName task) throws NomadFault, InterruptedException {
    try {
      nomad.http().delete("delete the Nomad variable " + path(task), "/v1/var/" + path(task));
    } catch (NomadFault e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
