package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.LaunchSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The job and the secret of a task, before they are made. The pod has no privilege, no capability
 * but those that the configuration leaves it, no account unless one is configured, and runs once.
 */
record TaskJob(LaunchSpec spec, LauncherConfig config) {
  /** The container that is the runner. */
  static final String CONTAINER = "runner";

  /** When the cluster removes an ended job that nobody has removed. */
  private static final int KEPT_SECONDS = 600;

  /** After this, a pod is given up whose node is not heard from. */
  private static final long LOST_NODE_SECONDS = 20;

  private static final String TEMPORARY = "/tmp";

  String name() {
    return spec.name().value();
  }

  Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withName(name())
        .withLabels(Labels.of(spec, config))
        .withAnnotations(spec.labels())
        .endMetadata()
        .withNewSpec()
        .withParallelism(1)
        .withCompletions(1)
        .withBackoffLimit(0)
        .withTtlSecondsAfterFinished(KEPT_SECONDS)
        .withTemplate(template())
        .endSpec()
        .build();
  }

  /** The environment that the server gives, as it holds the runner's token. */
  Secret secret(Job owner) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name())
        .withLabels(Labels.of(spec, config))
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(name())
                .withUid(owner.getMetadata().getUid())
                .withController(false)
                .build())
        .endMetadata()
        .withType("Opaque")
        .withStringData(new TreeMap<>(spec.environment()))
        .build();
  }

  private PodTemplateSpec template() {
    PodTemplateSpec own = new PodTemplateSpecBuilder().withSpec(pod()).build();
    PodTemplateSpec whole =
        config.podTemplate().map(text -> PodOverlay.parse(text).over(own)).orElse(own);
    PodTemplateSpecBuilder template = new PodTemplateSpecBuilder(whole);
    // What the launcher itself stands on cannot be laid over.
    return template
        .editOrNewMetadata()
        .addToLabels(Labels.of(spec, config))
        .endMetadata()
        .editSpec()
        .withRestartPolicy("Never")
        .endSpec()
        .build();
  }

  private PodSpec pod() {
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withContainers(container())
            .withRestartPolicy("Never")
            .withTerminationGracePeriodSeconds(config.stopTimeout().toSeconds())
            .withAutomountServiceAccountToken(config.serviceAccount().isPresent())
            .withServiceAccountName(config.serviceAccount().orElse(null))
            .withEnableServiceLinks(false)
            .withNodeSelector(config.nodeSelector())
            .withTolerations(lost("not-ready"), lost("unreachable"))
            .addNewVolume()
            .withName("tmp")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume();
    config
        .imageSecret()
        .ifPresent(name -> pod.withImagePullSecrets(new LocalObjectReference(name)));
    return pod.withSecurityContext(security().build()).build();
  }

  private PodSecurityContextBuilder security() {
    PodSecurityContextBuilder security = Unprivileged.pod();
    config
        .securityContext()
        .ifPresent(
            as ->
                security
                    .withRunAsNonRoot(as.runAsNonRoot())
                    .withRunAsUser(as.runAsUser().orElse(null))
                    .withRunAsGroup(as.runAsGroup().orElse(null))
                    .withFsGroup(as.fsGroup().orElse(null)));
    return security;
  }

  private static Toleration lost(String condition) {
    return new TolerationBuilder()
        .withKey("node.kubernetes.io/" + condition)
        .withOperator("Exists")
        .withEffect("NoExecute")
        .withTolerationSeconds(LOST_NODE_SECONDS)
        .build();
  }

  private Container container() {
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(spec.image())
        .withImagePullPolicy(
            config.imagePullPolicy().map(LauncherConfig.PullPolicy::word).orElse(null))
        .withCommand(literal(spec.entrypoint()))
        .withArgs(literal(spec.arguments()))
        .withEnv(plainEnvironment())
        .addNewEnvFrom()
        .withNewSecretRef(name(), false)
        .endEnvFrom()
        .withResources(resources())
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath(TEMPORARY)
        .endVolumeMount()
        .withSecurityContext(Unprivileged.container(config.writableRoot(), config.capabilities()))
        .build();
  }

  /** Kubernetes would replace $(NAME) in it. */
  static List<String> literal(List<String> words) {
    return words.stream().map(TaskJob::literal).toList();
  }

  private static String literal(String word) {
    return word.replace("$(", "$$(");
  }

  /** Only what the server does not set: it would win over the secret. */
  private List<EnvVar> plainEnvironment() {
    Map<String, String> all = new TreeMap<>();
    all.put("container", "docker");
    if (!config.writableRoot()) {
      all.put("HOME", TEMPORARY);
    }
    all.putAll(config.staticEnvironment());
    all.keySet().removeAll(spec.environment().keySet());
    List<EnvVar> variables = new ArrayList<>();
    all.forEach((name, value) -> variables.add(new EnvVar(name, literal(value), null)));
    return variables;
  }

  private ResourceRequirements resources() {
    Map<String, Quantity> requests = new HashMap<>();
    Map<String, Quantity> limits = new HashMap<>();
    Map.of(
            "cpu", config.cpu(),
            "memory", config.memory(),
            "ephemeral-storage", config.ephemeralStorage())
        .forEach((name, amount) -> put(name, amount, requests, limits));
    return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
  }

  private static void put(
      String name,
      Optional<LauncherConfig.Amount> amount,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits) {
    amount
        .flatMap(LauncherConfig.Amount::request)
        .ifPresent(text -> requests.put(name, Quantities.parse(name + " request", text)));
    amount
        .flatMap(LauncherConfig.Amount::limit)
        .ifPresent(text -> limits.put(name, Quantities.parse(name + " limit", text)));
  }
}
