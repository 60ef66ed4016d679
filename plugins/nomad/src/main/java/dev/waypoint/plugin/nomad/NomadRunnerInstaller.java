package dev.waypoint.plugin.nomad;

import com.hashicorp.nomad.apimodel.Job;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import dev.waypoint.sdk.task.TaskName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A static runner is a service job of one container, a variable with its environment, where access
 * control is on, a policy that lets the job launch others, and, if asked for, a CSI volume.
 */
final class NomadRunnerInstaller implements RunnerInstaller {
  private static final Duration TO_STOP = Duration.ofMinutes(2);

  private final InstallerConfig config;
  private final NomadAccess access;

  NomadRunnerInstaller(InstallerConfig config, NomadAccess access) {
    this.config = config;
    this.access = access;
  }

  @Override
  public InstalledRunner install(RunnerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException {
    TaskName name = RunnerJob.name(spec.id());
    RunnerJob made = new RunnerJob(spec, config, access);
    return with(
        nomad -> {
          Jobs jobs = new Jobs(nomad);
          try (Step step = terminal.step("Installing the runner " + spec.id())) {
            checkOurs(jobs, spec.id());
            if (config.runnerPolicyInit()) {
              makePolicy(nomad, made, terminal);
            }
            if (config.csi().isPresent()) {
              new StateVolume(nomad, name).put(config.csi().get());
            }
            new Variables(nomad).write(name, made.environment());
            jobs.put(made.json());
            step.done("Started the job %s".formatted(name));
          }
          return new InstalledRunner(
              "job %s in the namespace %s".formatted(name, access.namespace()),
              "nomad alloc logs -namespace %s -job %s".formatted(access.namespace(), name),
              Map.of(
                  "region", access.region(),
                  "namespace", access.namespace(),
                  "datacenter", config.dc()));
        });
  }

  private static Optional<Job> checkOurs(Jobs jobs, String id)
      throws NomadFault, InterruptedException {
    Optional<Job> present = jobs.find(RunnerJob.name(id));
    if (present.isPresent()) {
      Map<String, String> meta = present.get().getMeta();
      if (meta == null || !id.equals(meta.get(RunnerJob.RUNNER_META))) {
        throw NomadFault.lasting(
            "there is a job %s that was not installed as the runner %s: it has no metadata %s=%s"
                .formatted(RunnerJob.name(id), id, RunnerJob.RUNNER_META, id),
            null);
      }
    }
    return present;
  }

  /** Without it the runner works all the same; it cannot launch others. */
  private void makePolicy(Nomad nomad, RunnerJob made, Terminal terminal)
      throws NomadFault, InterruptedException {
    String name = made.policy().path("Name").asText();
    try {
      nomad
          .http()
          .put("make the policy " + name, "/v1/acl/policy/" + name, Map.of(), made.policy());
    } catch (NomadFault e) {
      if (e.isWithoutAccessControl()) {
        return;
      }
      if (!e.isForbidden()) {
        throw e;
      }
      terminal.line(
          Style.WARNING,
          "the runner cannot launch on-demand runners on Nomad, as this token may not make policies: apply one yourself with 'nomad acl policy apply -namespace %s -job %s %s policy.hcl'"
              .formatted(access.namespace(), name, name));
    }
  }

  @Override
  public boolean uninstall(String id, Terminal terminal)
      throws PluginException, InterruptedException {
    TaskName name = RunnerJob.name(id);
    return with(
        nomad -> {
          Jobs jobs = new Jobs(nomad);
          try (Step step = terminal.step("Removing the runner " + id)) {
            Optional<Job> job = checkOurs(jobs, id);
            boolean present = job.isPresent();
            if (present) {
              jobs.stop(name);
              jobs.awaitEnd(name, TO_STOP);
            }
            // The job tells of its volume: it goes after it.
            boolean volume =
                new StateVolume(nomad, name)
                    .remove(
                        job.filter(of -> of.getMeta().containsKey(RunnerJob.VOLUME_META))
                            .isPresent());
            if (present) {
              jobs.purge(name);
            }
            new Variables(nomad).remove(name);
            if (config.runnerPolicyInit()) {
              removePolicy(nomad, name);
            }
            step.done(present ? "Removed the job %s".formatted(name) : "There was no job " + name);
            return present || volume;
          }
        });
  }

  private static void removePolicy(Nomad nomad, TaskName name)
      throws NomadFault, InterruptedException {
    try {
      nomad.http().delete("delete the policy " + name, "/v1/acl/policy/" + name);
    } catch (NomadFault e) {
      if (!e.isNotFound() && !e.isForbidden() && !e.isWithoutAccessControl()) {
        throw e;
      }
    }
  }

  private <T> T with(Work<T> work) throws PluginException, InterruptedException {
    try (Nomad nomad = Nomad.connect(access)) {
      return work.on(nomad);
    } catch (NomadFault e) {
      throw new PluginException(e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Nomad nomad) throws NomadFault, InterruptedException;
  }
}
