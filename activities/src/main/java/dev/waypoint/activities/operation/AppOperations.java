package dev.waypoint.activities.operation;

import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.OperationOptions;
import dev.waypoint.activities.gateway.OperationResult;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.sdk.output.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each operation consists of. */
final class AppOperations {
  private final AppJob job;
  private final BuildStage builds;
  private final DeployStage deployments;
  private final ReleaseStage releases;
  private final Removal removal;

  AppOperations(AppJob job) {
    this.job = job;
    Components components = new Components(job);
    this.builds = new BuildStage(job, components);
    this.deployments = new DeployStage(job, components);
    this.releases = new ReleaseStage(job, components, deployments);
    this.removal = new Removal(job, deployments, releases);
  }

  OperationResult run() throws OperationException, InterruptedException {
    OperationOptions options = job.context().spec().options();
    return switch (job.context().spec().operation()) {
      case BUILD -> build(options);
      case PUSH -> push();
      case DEPLOY -> deploy(options);
      case RELEASE -> release(options);
      case DESTROY -> destroy(options);
      case STATUS -> status();
      case UP -> up(options);
      case NOOP, INIT, CONFIG_SYNC -> OperationResult.EMPTY;
    };
  }

  private OperationResult build(OperationOptions options)
      throws OperationException, InterruptedException {
    ComponentRecord build = builds.build();
    Optional<ComponentRecord> artifact =
        options.disablePush() ? Optional.empty() : Optional.of(builds.push(build));
    return new OperationResult(
        Optional.of(build),
        artifact,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        Optional.empty());
  }

  private OperationResult push() throws OperationException, InterruptedException {
    ComponentRecord build =
        job.latest(RecordKind.BUILD)
            .orElseThrow(
                () ->
                    OperationException.failed(
                        "There is no build of %s in workspace %s to push: run `waypoint build` first."
                            .formatted(job.app(), job.workspace())));
    return new OperationResult(
        Optional.of(build),
        Optional.of(builds.push(build)),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        Optional.empty());
  }

  private OperationResult deploy(OperationOptions options)
      throws OperationException, InterruptedException {
    ComponentRecord artifact =
        job.latest(RecordKind.ARTIFACT)
            .orElseThrow(
                () ->
                    OperationException.failed(
                        "There is no artifact of %s in workspace %s to deploy: run `waypoint build` first."
                            .formatted(job.app(), job.workspace())));
    return deploy(Optional.empty(), artifact, options.release(), options);
  }

  private OperationResult up(OperationOptions options)
      throws OperationException, InterruptedException {
    ComponentRecord build = builds.build();
    return deploy(Optional.of(build), builds.push(build), true, options);
  }

  private OperationResult deploy(
      Optional<ComponentRecord> build,
      ComponentRecord artifact,
      boolean release,
      OperationOptions options)
      throws OperationException, InterruptedException {
    ComponentRecord deployment = deployments.deploy(artifact);
    List<ComponentRecord> reports =
        new ArrayList<>(deployments.reportAfter(deployment).stream().toList());
    if (!release) {
      return new OperationResult(
          build,
          Optional.of(artifact),
          Optional.of(deployment),
          Optional.empty(),
          reports,
          0,
          url(deployment.url()));
    }
    ComponentRecord released = releases.release(deployment, false);
    reports.addAll(releases.reportAfter(released, deployment).stream().toList());
    int destroyed = options.prune() ? removal.prune(deployment, options.pruneRetain()) : 0;
    return new OperationResult(
        build,
        Optional.of(artifact),
        Optional.of(deployment),
        Optional.of(released),
        reports,
        destroyed,
        url(released.url().or(deployment::url)));
  }

  private OperationResult release(OperationOptions options)
      throws OperationException, InterruptedException {
    ComponentRecord deployment = deployments.target(options.deployment());
    ComponentRecord released = releases.release(deployment, options.repeat());
    List<ComponentRecord> reports = releases.reportAfter(released, deployment).stream().toList();
    int destroyed = options.prune() ? removal.prune(deployment, options.pruneRetain()) : 0;
    return new OperationResult(
        Optional.empty(),
        Optional.empty(),
        Optional.of(deployment),
        Optional.of(released),
        reports,
        destroyed,
        url(released.url().or(deployment::url)));
  }

  private OperationResult destroy(OperationOptions options)
      throws OperationException, InterruptedException {
    int destroyed =
        options.deployment().isEmpty()
            ? removal.destroyAll()
            : removal.destroyOne(deployments.target(options.deployment()));
    return new OperationResult(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        destroyed,
        Optional.empty());
  }

  private OperationResult status() throws OperationException, InterruptedException {
    ComponentRecord deployment = deployments.target("");
    List<ComponentRecord> reports = new ArrayList<>();
    reports.add(deployments.report(deployment));
    Optional<ComponentRecord> release = job.latest(RecordKind.RELEASE);
    if (release.isPresent()) {
      Optional<ComponentRecord> report = releases.report(release.get(), deployment);
      report.ifPresent(reports::add);
    }
    return new OperationResult(
        Optional.empty(),
        Optional.empty(),
        Optional.of(deployment),
        release,
        reports,
        0,
        release.flatMap(ComponentRecord::url).or(deployment::url));
  }

  private Optional<String> url(Optional<String> url) {
    url.ifPresent(text -> job.context().terminal().line(Style.SUCCESS, "URL: " + text));
    return url;
  }
}
