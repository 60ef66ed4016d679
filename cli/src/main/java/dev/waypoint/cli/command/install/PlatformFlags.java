package dev.waypoint.cli.command.install;

import dev.waypoint.cli.environment.ProgramVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is said about platforms; only what belongs to the one that is chosen counts. */
final class PlatformFlags {
  @Mixin private DockerFlags docker = new DockerFlags();

  @Mixin private KubernetesFlags kubernetes = new KubernetesFlags();

  @Mixin private NomadFlags nomad = new NomadFlags();

  @Mixin private EcsFlags ecs = new EcsFlags();

  /** The settings of the platform's installer. */
  Map<String, Object> settings(String platform) {
    return switch (platform) {
      case "docker" -> docker.settings();
      case "kubernetes" -> kubernetes.settings();
      case "nomad" -> nomad.settings();
      case "ecs", "aws-ecs" -> ecs.settings();
      default -> Map.of("runner_image", image());
    };
  }

  /** What is said about the platform and has no effect. */
  Optional<String> ignored(String platform) {
    return platform.equals("kubernetes") && kubernetes.helmVersion != null
        ? Optional.of("-k8s-helm-version has no effect: no Helm chart is used")
        : Optional.empty();
  }

  /** That of this version. */
  static String image() {
    return "waypoint/waypoint:" + ProgramVersion.number();
  }

  private static void put(Map<String, Object> settings, String name, Object value) {
    if (value != null) {
      settings.put(name, value);
    }
  }

  static final class DockerFlags {
    @Option(
        names = "-docker-runner-image",
        paramLabel = "IMAGE",
        description = "Image of the runner; default: that of this version.")
    private String image;

    @Option(
        names = "-docker-runner-network",
        paramLabel = "NAME",
        description = "Its network; default: the one labelled use=waypoint, made if need be.")
    private String network;

    @Option(
        names = "-docker-socket-path",
        paramLabel = "PATH",
        description = "The daemon's socket; default: /var/run/docker.sock.")
    private String socket;

    private Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      put(settings, "runner_image", image == null ? PlatformFlags.image() : image);
      put(settings, "runner_network", network);
      put(settings, "socket_path", socket);
      return settings;
    }
  }

  static final class KubernetesFlags {
    @Option(
        names = "-k8s-config-path",
        paramLabel = "FILE",
        description = "The kubeconfig file; default: KUBECONFIG, ~/.kube/config.")
    private String kubeconfig;

    @Option(
        names = "-k8s-context",
        paramLabel = "NAME",
        description = "Its context; default: the current one.")
    private String context;

    @Option(
        names = "-k8s-namespace",
        paramLabel = "NAME",
        description = "The namespace, made if it is not there; default: default.")
    private String namespace;

    @Option(
        names = "-k8s-runner-image",
        paramLabel = "IMAGE",
        description = "Image of the runner; default: that of this version.")
    private String image;

    @Option(
        names = "-k8s-image-pull-policy",
        paramLabel = "POLICY",
        description = "Always, IfNotPresent or Never; default: the cluster's.")
    private String pullPolicy;

    @Option(
        names = "-k8s-cpu-request",
        paramLabel = "AMOUNT",
        description = "Processors kept free for it; default: 250m.")
    private String cpu;

    @Option(
        names = "-k8s-mem-request",
        paramLabel = "AMOUNT",
        description = "Memory kept free for it; default: 256Mi.")
    private String memory;

    @Option(
        names = "-k8s-runner-service-account-init",
        paramLabel = "BOOL",
        arity = "0..1",
        fallbackValue = "true",
        description = "Make the accounts and their rights; default: true.")
    private Boolean accounts;

    @Option(
        names = "-k8s-helm-version",
        paramLabel = "VERSION",
        hidden = true,
        description = "Has no effect: no Helm chart is used.")
    private String helmVersion;

    private Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      put(settings, "config_path", kubeconfig);
      put(settings, "context", context);
      put(settings, "namespace", namespace);
      put(settings, "runner_image", image == null ? PlatformFlags.image() : image);
      put(settings, "image_pull_policy", pullPolicy);
      put(settings, "cpu_request", cpu);
      put(settings, "mem_request", memory);
      put(settings, "runner_service_account_init", accounts);
      return settings;
    }
  }

  static final class EcsFlags {
    @Option(
        names = "-ecs-region",
        paramLabel = "NAME",
        description = "The region; default: that of the AWS environment.")
    private String region;

    @Option(
        names = "-ecs-cluster",
        paramLabel = "NAME",
        description = "The cluster, which must be there; default: waypoint-server.")
    private String cluster;

    @Option(
        names = "-ecs-execution-role-name",
        paramLabel = "NAME",
        description =
            "Role by which ECS starts it, which must be there; default:"
                + " waypoint-runner-execution-role.")
    private String executionRole;

    @Option(
        names = "-ecs-task-role-name",
        paramLabel = "NAME",
        description = "Role of the runner, which must be there; default: waypoint-runner.")
    private String taskRole;

    @Option(
        names = "-ecs-cpu",
        paramLabel = "UNITS",
        description = "CPU units, 1024 are one CPU; default: 512.")
    private Integer cpu;

    @Option(names = "-ecs-memory", paramLabel = "MIB", description = "Memory; default: 2048.")
    private Integer memory;

    @Option(
        names = "-ecs-runner-image",
        paramLabel = "IMAGE",
        description = "Image of the runner; default: that of this version.")
    private String image;

    @Option(
        names = "-ecs-subnets",
        paramLabel = "ID,ID",
        description = "Subnets. Required to install.")
    private String subnets;

    @Option(
        names = "-ecs-security-group-id",
        paramLabel = "ID",
        description = "Security group of the subnets' VPC. Required to install.")
    private String securityGroup;

    @Option(
        names = "-ecs-log-group",
        paramLabel = "NAME",
        description = "Log group, made if there is none; default: waypoint-runner-logs.")
    private String logGroup;

    private Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      put(settings, "region", region);
      put(settings, "cluster", cluster);
      put(settings, "execution_role_name", executionRole);
      put(settings, "task_role_name", taskRole);
      put(settings, "cpu", cpu);
      put(settings, "memory", memory);
      put(settings, "runner_image", image == null ? PlatformFlags.image() : image);
      put(settings, "subnets", subnets);
      put(settings, "security_group_id", securityGroup);
      put(settings, "log_group", logGroup);
      return settings;
    }
  }

  static final class NomadFlags {
    @Option(
        names = "-nomad-host",
        paramLabel = "URL",
        description = "Nomad's API, also for the runner; default: NOMAD_ADDR.")
    private String host;

    @Option(
        names = "-nomad-region",
        paramLabel = "NAME",
        description = "The region; default: NOMAD_REGION, global.")
    private String region;

    @Option(
        names = "-nomad-namespace",
        paramLabel = "NAME",
        description = "The namespace; default: NOMAD_NAMESPACE, default.")
    private String namespace;

    @Option(names = "-nomad-dc", paramLabel = "NAME", description = "The datacenter; default: dc1.")
    private String datacenter;

    @Option(
        names = "-nomad-runner-image",
        paramLabel = "IMAGE",
        description = "Image of the runner; default: that of this version.")
    private String image;

    @Option(
        names = "-nomad-runner-cpu",
        paramLabel = "MHZ",
        description = "CPU of the runner; default: 200.")
    private Integer cpu;

    @Option(
        names = "-nomad-runner-memory",
        paramLabel = "MB",
        description = "Memory of the runner; default: 600.")
    private Integer memory;

    @Option(
        names = "-nomad-host-volume",
        paramLabel = "NAME",
        description =
            "Host volume for its state; default: none, its state goes with its container.")
    private String hostVolume;

    @Mixin private NomadCsiFlags csi = new NomadCsiFlags();

    @Option(
        names = "-nomad-runner-policy-init",
        paramLabel = "BOOL",
        arity = "0..1",
        fallbackValue = "true",
        description = "Make the policy by which its job may launch others; default: true.")
    private Boolean policy;

    private Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      put(settings, "nomad_host", host);
      put(settings, "region", region);
      put(settings, "namespace", namespace);
      put(settings, "dc", datacenter);
      put(settings, "runner_image", image == null ? PlatformFlags.image() : image);
      put(settings, "runner_cpu", cpu);
      put(settings, "runner_memory", memory);
      put(settings, "host_volume", hostVolume);
      Map<String, Object> volume = csi.settings();
      put(settings, "csi", volume.isEmpty() ? null : volume);
      put(settings, "runner_policy_init", policy);
      return settings;
    }
  }
}
