package dev.waypoint.gateway.removal;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.config.ConfigStore;
import dev.waypoint.gateway.job.ServerJobs;
import dev.waypoint.gateway.project.RemovalStore;
import dev.waypoint.gateway.project.RemovalStore.Removal;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.trigger.TriggerStore;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Destroys projects: everything that is deployed or released, in every workspace, and then what is
 * kept of it but its jobs. Where that is interrupted it goes on; if something cannot be destroyed
 * the project stays.
 */
@Singleton
public final class ProjectRemover {
  private final RemovalStore removals;
  private final ServerJobs jobs;
  private final Database database;

  ProjectRemover(RemovalStore removals, ServerJobs jobs, Database database) {
    this.removals = removals;
    this.jobs = jobs;
    this.database = database;
  }

  private record Place(String application, String workspace) {}

  /** Goes on with all of them; does not wait for their jobs. */
  public void look() {
    removals.active().forEach(this::goOn);
  }

  private void goOn(Removal removal) {
    try {
      if (!removal.skipResources() && !isBare(removal)) {
        return;
      }
      forget(removal.project());
    } catch (ApiException e) {
      removals.giveUp(removal.project(), e.getMessage());
    }
  }

  /** Whether nothing is deployed any more; gives up if something cannot be destroyed. */
  private boolean isBare(Removal removal) {
    List<ServerJobs.Progress> all = new ArrayList<>();
    for (Place place : places(removal.project())) {
      all.add(jobs.ensure(spec(removal, place), removal.by()));
    }
    if (all.stream().anyMatch(progress -> !progress.ended())) {
      return false;
    }
    Optional<String> failure =
        all.stream().map(ServerJobs.Progress::failure).filter(f -> !f.isEmpty()).findFirst();
    failure.ifPresent(text -> removals.giveUp(removal.project(), text));
    return failure.isEmpty();
  }

  private List<Place> places(String project) {
    return database.read(
        s ->
            s.list(
                "select distinct application, workspace from record where project = ?"
                    + " and destroyed = false and kind in ('DEPLOYMENT_RECORD', 'RELEASE_RECORD')"
                    + " order by application, workspace",
                row -> new Place(row.text("application"), row.text("workspace")),
                project));
  }

  private static JobSpec spec(Removal removal, Place place) {
    String name = place.application() + "/" + place.workspace();
    return JobSpec.newBuilder()
        .setApplication(
            ApplicationRef.newBuilder()
                .setProject(removal.project())
                .setApplication(place.application()))
        .setWorkspace(place.workspace())
        .setOperation(Operation.DESTROY)
        .setRequestId(
            "destroy/%s/%s"
                .formatted(
                    removal.id(), UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  /** Numbers of records are never used twice, not even by a new project of the same name. */
  private void forget(String project) {
    database.write(
        s -> {
          s.update("delete from record where project = ?", project);
          s.update("delete from poll where project = ?", project);
          ConfigStore.forget(s, project);
          TriggerStore.forget(s, project);
          s.update("delete from project where name = ?", project);
          s.update("delete from project_removal where project = ?", project);
          return true;
        });
  }
}
