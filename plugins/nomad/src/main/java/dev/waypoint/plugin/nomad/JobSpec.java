package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.nomad.apimodel.Job;
import com.hashicorp.nomad.apimodel.LogConfig;
import com.hashicorp.nomad.apimodel.ReschedulePolicy;
import com.hashicorp.nomad.apimodel.Resources;
import com.hashicorp.nomad.apimodel.RestartPolicy;
import com.hashicorp.nomad.apimodel.Task;
import com.hashicorp.nomad.apimodel.TaskGroup;
import com.hashicorp.nomad.javasdk.NomadJson;
import dev.waypoint.plugin.nomad.LauncherConfig.Secrets;
import dev.waypoint.sdk.task.LaunchSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The job of a task, as JSON: Nomad's Java client does not know all that a profile may set. */
final class JobSpec {
  /** Of the group, and of the task in it that is the runner. */
  static final String RUNNER = "runner";

  /** On every job that is made; its value is the task's name. */
  static final String TASK_META = "waypoint.dev/task";

  /** What a node keeps of each of a task's streams; they have to fit into its disk of 300 MB. */
  private static final int LOG_FILES = 10;

  private static final int LOG_FILE_MB = 14;

  /** What Docker keeps of both, with its marks at each line, until Nomad has collected it. */
  private static final String DOCKER_LOG = "256m";

  private static final Duration POLICY_INTERVAL = Duration.ofMinutes(5);
  private static final Duration POLICY_DELAY = Duration.ofSeconds(15);

  private final LaunchSpec spec;
  private final LauncherConfig config;
  private final NomadAccess access;

  JobSpec(LaunchSpec spec, LauncherConfig config, NomadAccess access) {
    this.spec = spec;
    this.config = config;
    this.access = access;
  }

  /** All of the task's environment, with its secrets. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("NOMAD_ADDR", access.address().toString());
    environment.putAll(config.staticEnvironment());
    environment.putAll(spec.environment());
    return environment;
  }

  /** What is configured, the profile's own job over it, and over both what is to run. */
  ObjectNode json() {
    ObjectNode job = configured();
    if (config.job().isPresent()) {
      job = Overlay.parse(config.job().get()).over(job);
    }
    ObjectNode meta = job.withObjectProperty("Meta");
    config.meta().forEach(meta::put);
    spec.labels().forEach(meta::put);
    meta.put(TASK_META, spec.name().value());
    whatRuns(runner(job));
    return job;
  }

  private ObjectNode configured() {
    long second = Duration.ofSeconds(1).toNanos();
    Task task =
        new Task()
            .setName(RUNNER)
            .setDriver("docker")
            .setLeader(true)
            .setKillSignal("SIGTERM")
            .setKillTimeout(Math.max(config.stopTimeout().toNanos(), second))
            .setLogConfig(new LogConfig().setMaxFiles(LOG_FILES).setMaxFileSizeMb(LOG_FILE_MB))
            .setResources(
                new Resources()
                    .setCpu(config.resourcesCpu())
                    .setMemoryMb(config.resourcesMemory()));
    TaskGroup group =
        new TaskGroup()
            .setName(RUNNER)
            .setCount(1)
            .setRestartPolicy(
                new RestartPolicy()
                    .setAttempts(0)
                    .setMode("fail")
                    .setInterval(POLICY_INTERVAL.toNanos())
                    .setDelay(POLICY_DELAY.toNanos()))
            .setReschedulePolicy(new ReschedulePolicy().setAttempts(0).setUnlimited(false))
            .setTasks(List.of(task));
    Job job =
        new Job()
            .setId(spec.name().value())
            .setName(spec.name().value())
            .setType("batch")
            .setRegion(access.region())
            .setNamespace(access.namespace())
            .setDatacenters(config.datacenters())
            .setTaskGroups(List.of(group));
    ObjectNode json = tree(NomadJson.serialize(job));
    // A node that is lost takes its task with it: a second one would be the same runner twice.
    ObjectNode made = (ObjectNode) json.path("TaskGroups").path(0);
    made.putObject("Disconnect").put("Replace", false);
    ((ObjectNode) made.path("Tasks").path(0)).set("Config", logging());
    return json;
  }

  /**
   * Nomad's Docker driver keeps 4 MB of a container's output unless told otherwise, and what is
   * written faster than it collects is lost.
   */
  private static ObjectNode logging() {
    ObjectNode driver = Json.object();
    ObjectNode logging = driver.putArray("logging").addObject().put("type", "json-file");
    logging.putArray("config").addObject().put("max-size", DOCKER_LOG).put("max-file", "2");
    return driver;
  }

  private static ObjectNode tree(String text) {
    try {
      return (ObjectNode) withoutNulls(Json.parse(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(entry -> entry.getValue().isNull());
    }
    node.forEach(JobSpec::withoutNulls);
    return node;
  }

  /** The overlay cannot have taken it away, as it is found by its name. */
  private static ObjectNode runner(ObjectNode job) {
    return (ObjectNode)
        job.path("TaskGroups")
            .valueStream()
            .filter(group -> RUNNER.equals(group.path("Name").asText()))
            .flatMap(group -> group.path("Tasks").valueStream())
            .filter(task -> RUNNER.equals(task.path("Name").asText()))
            .findFirst()
            .orElseThrow();
  }

  private void whatRuns(ObjectNode task) {
    ObjectNode driver = task.withObjectProperty("Config");
    driver.put("image", spec.image());
    if (config.forcePull()) {
      driver.put("force_pull", true);
    }
    if (!spec.entrypoint().isEmpty()) {
      spec.entrypoint().forEach(driver.putArray("entrypoint")::add);
    }
    if (!spec.arguments().isEmpty()) {
      spec.arguments().forEach(driver.putArray("args")::add);
    }
    escape(driver, "entrypoint");
    escape(driver, "args");
    if (config.secrets() == Secrets.JOB) {
      ObjectNode environment = task.withObjectProperty("Env");
      environment().forEach(environment::put);
      return;
    }
    task.withArrayProperty("Templates")
        .addObject()
        .put("DestPath", "secrets/runner.env")
        .put("EmbeddedTmpl", Variables.template(spec.name()))
        .put("ChangeMode", "noop")
        .put("Envvars", true);
  }

  private static void escape(ObjectNode driver, String list) {
    if (driver.has(list)) {
      List<String> values = driver.path(list).valueStream().map(JsonNode::asText).toList();
      ArrayNode escaped = driver.putArray(list);
      values.forEach(value -> escaped.add(escape(value)));
    }
  }

  /** What Nomad would take for an expression of its own. */
  static String escape(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }
}
