package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.task.TaskName;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The service job of an installed runner. */
final class RunnerJob {
  /** On the job; its value is the runner's id. */
  static final String RUNNER_META = "waypoint.dev/installed-runner";

  /** On the job; its value is the CSI volume with the runner's state. */
  static final String VOLUME_META = "waypoint.dev/state-volume";

  private static final String GROUP = "waypoint-runner";
  private static final String STATE = "/data";

  /** The image's own user, as a volume belongs to root at first. */
  private static final String OWNER = "1000:0";

  private final RunnerSpec spec;
  private final InstallerConfig config;
  private final NomadAccess access;

  RunnerJob(RunnerSpec spec, InstallerConfig config, NomadAccess access) {
    this.spec = spec;
    this.config = config;
    this.access = access;
  }

  static TaskName name(String id) {
    return new TaskName("waypoint-%s-runner".formatted(id.toLowerCase(Locale.ROOT)));
  }

  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(spec.environment());
    environment.put("NOMAD_ADDR", access.address().toString());
    environment.put("NOMAD_REGION", access.region());
    environment.put("NOMAD_NAMESPACE", access.namespace());
    return environment;
  }

  ObjectNode json() {
    TaskName name = name(spec.id());
    ObjectNode job = Json.object();
    job.put("ID", name.value()).put("Name", name.value()).put("Type", "service");
    job.put("Region", access.region()).put("Namespace", access.namespace());
    config.datacenters().forEach(job.putArray("Datacenters")::add);
    ObjectNode meta = job.putObject("Meta").put(RUNNER_META, spec.id());
    config.csi().ifPresent(_ -> meta.put(VOLUME_META, name.value()));
    ObjectNode group = job.putArray("TaskGroups").addObject();
    group.put("Name", GROUP).put("Count", 1);
    if (config.keepsState()) {
      volume(group.putObject("Volumes").putObject(GROUP).put("Name", GROUP), name);
      ownership(group.withArrayProperty("Tasks").addObject());
    }
    runner(group.withArrayProperty("Tasks").addObject());
    return job;
  }

  private void volume(ObjectNode volume, TaskName name) {
    config.hostVolume().ifPresent(source -> volume.put("Type", "host").put("Source", source));
    if (config.csi().isPresent()) {
      volume.put("Type", "csi").put("Source", name.value());
      volume.put("AccessMode", StateVolume.ACCESS_MODE);
      volume.put("AttachmentMode", StateVolume.ATTACHMENT_MODE);
    }
  }

  private void ownership(ObjectNode task) {
    task.put("Name", "ownership").put("Driver", "docker").put("User", "root");
    task.putObject("Lifecycle").put("Hook", "prestart").put("Sidecar", false);
    ObjectNode driver = task.putObject("Config").put("image", config.runnerImage());
    driver.putArray("entrypoint").add("chown").add(OWNER).add(STATE);
    task.putObject("Resources").put("CPU", 50).put("MemoryMB", 30);
    mount(task);
  }

  private void runner(ObjectNode task) {
    task.put("Name", JobSpec.RUNNER).put("Driver", "docker").put("KillSignal", "SIGTERM");
    ObjectNode driver =
        task.putObject("Config").put("image", config.runnerImage()).put("network_mode", "host");
    var arguments = driver.putArray("args");
    spec.arguments().forEach(argument -> arguments.add(JobSpec.escape(argument)));
    if (config.keepsState()) {
      arguments.add("-state-dir=%s/runner".formatted(STATE));
      mount(task);
    }
    task.putObject("Resources")
        .put("CPU", config.runnerCpu())
        .put("MemoryMB", config.runnerMemory());
    // The job's own identity is the token with which the runner launches others.
    task.putObject("Identity").put("Env", true);
    task.putArray("Templates")
        .addObject()
        .put("DestPath", "secrets/runner.env")
        .put("EmbeddedTmpl", Variables.template(name(spec.id())))
        .put("ChangeMode", "restart")
        .put("Envvars", true);
  }

  private static void mount(ObjectNode task) {
    task.putArray("VolumeMounts").addObject().put("Volume", GROUP).put("Destination", STATE);
  }

  /** For the job alone: what {@code policy.hcl} gives to a launcher outside of Nomad. */
  ObjectNode policy() {
    ObjectNode policy =
        Json.object()
            .put("Name", name(spec.id()).value())
            .put("Description", "lets the runner %s launch on-demand runners".formatted(spec.id()))
            .put(
                "Rules",
                """
                namespace "%s" {
                  capabilities = ["list-jobs", "read-job", "submit-job", "read-logs"]
                  variables {
                    path "nomad/jobs/waypoint-*" {
                      capabilities = ["write", "destroy"]
                    }
                  }
                }
                """
                    .formatted(access.namespace()));
    policy
        .putObject("JobACL")
        .put("Namespace", access.namespace())
        .put("JobID", name(spec.id()).value());
    return policy;
  }
}
