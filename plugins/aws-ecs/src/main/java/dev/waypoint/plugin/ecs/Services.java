package dev.waypoint.plugin.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** The services of installed runners in one cluster. */
final class Services {
  private static final Duration TO_STOP = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Aws aws;
  private final String cluster;

  Services(Aws aws, String cluster) {
    this.aws = aws;
    this.cluster = cluster;
  }

  void requireCluster() throws AwsFault, InterruptedException {
    boolean active =
        aws
            .call(
                "ask for the cluster \"%s\"".formatted(cluster),
                clients -> clients.ecs().describeClusters(ask -> ask.clusters(cluster)))
            .clusters()
            .stream()
            .anyMatch(known -> "ACTIVE".equals(known.status()));
    if (!active) {
      throw AwsFault.lasting(
          "there is no ECS cluster \"%s\" in the region %s: make it, or name another one with -ecs-cluster"
              .formatted(cluster, aws.region()));
    }
  }

  /**
   * Empty: there is none, or it is being removed.
   *
   * @throws AwsFault also if a service of that name is not this runner's
   */
  Optional<Service> find(String id) throws AwsFault, InterruptedException {
    String name = RunnerService.name(id);
    Optional<Service> service;
    try {
      service =
          aws
              .call(
                  "ask for the service " + name,
                  clients ->
                      clients.ecs().describeServices(ask -> ask.cluster(cluster).services(name)))
              .services()
              .stream()
              .filter(known -> "ACTIVE".equals(known.status()))
              .findFirst();
    } catch (AwsFault e) {
      if (e.is("ClusterNotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
    if (service.isPresent() && !id.equals(tags(service.get()).get(RunnerService.RUNNER_TAG))) {
      throw AwsFault.lasting(
          "there is a service %s in the cluster \"%s\" that was not installed as the runner %s: it has no tag %s=%s"
              .formatted(name, cluster, id, RunnerService.RUNNER_TAG, id));
    }
    return service;
  }

  private Map<String, String> tags(Service service) throws AwsFault, InterruptedException {
    return Tags.map(
        aws.call(
                "read the tags of the service " + service.serviceName(),
                clients ->
                    clients.ecs().listTagsForResource(ask -> ask.resourceArn(service.serviceArn())))
            .tags());
  }

  void create(CreateServiceRequest request) throws AwsFault, InterruptedException {
    aws.call(
        "make the service " + request.serviceName(),
        clients -> clients.ecs().createService(request));
  }

  void change(UpdateServiceRequest request) throws AwsFault, InterruptedException {
    aws.call(
        "change the service " + request.service(), clients -> clients.ecs().updateService(request));
  }

  /** Returns when its task has ended, too. */
  void remove(String id) throws AwsFault, InterruptedException {
    String name = RunnerService.name(id);
    Set<String> tasks = new TreeSet<>(list(name, DesiredStatus.RUNNING));
    aws.call(
        "delete the service " + name,
        clients ->
            clients.ecs().deleteService(ask -> ask.cluster(cluster).service(name).force(true)));
    Instant latest = Instant.now().plus(TO_STOP);
    while (true) {
      tasks.addAll(list(name, DesiredStatus.RUNNING));
      if (haveEnded(tasks)) {
        return;
      }
      if (Instant.now().isAfter(latest)) {
        throw AwsFault.passing("the task of the service %s still runs".formatted(name), null);
      }
      Thread.sleep(POLL);
    }
  }

  private boolean haveEnded(Set<String> tasks) throws AwsFault, InterruptedException {
    return tasks.isEmpty()
        || aws
            .call(
                "ask for the tasks of a service",
                clients -> clients.ecs().describeTasks(ask -> ask.cluster(cluster).tasks(tasks)))
            .tasks()
            .stream()
            .allMatch(TaskEnd::processesEnded);
  }

  private List<String> list(String name, DesiredStatus status)
      throws AwsFault, InterruptedException {
    return aws.call(
            "list the tasks of " + name,
            clients ->
                clients
                    .ecs()
                    .listTasks(ask -> ask.cluster(cluster).family(name).desiredStatus(status)))
        .taskArns();
  }
}
