package dev.waypoint.gateway.profile;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.runner.KnownTargets;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.runner.TargetUsers;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The profiles. Found by their exact name, whatever its case. */
@Singleton
public final class Profiles implements TargetUsers {
  private final ProfileRepository repository;
  private final Database database;
  private final SecretBox box;
  private final KnownTargets targets;
  private final Clock clock;

  public Profiles(
      ProfileRepository repository,
      Database database,
      SecretBox box,
      KnownTargets targets,
      Clock clock) {
    this.repository = repository;
    this.database = database;
    this.box = box;
    this.targets = targets;
    this.clock = clock;
    list().forEach(profile -> targets.add(TargetText.fromProto(profile.getTargetRunner())));
  }

  /** Makes or replaces a profile; answers it with its id. */
  public Profile put(Profile profile) {
    Optional<ProfileRow> existing = repository.findByNameKey(key(profile.getName()));
    String id = existing.map(ProfileRow::id).orElseGet(Ids::next);
    if (!profile.getId().isEmpty() && !profile.getId().equals(id)) {
      throw ApiException.notFound(
          "no runner profile named '%s' has the id '%s': leave the id empty to make one",
          profile.getName(), profile.getId());
    }
    Profile stored = profile.toBuilder().setId(id).build();
    byte[] body = box.seal("profile/" + id, stored.toByteArray());
    repository.put(
        new ProfileRow(id, key(profile.getName()), profile.getDefault(), body, clock.instant()),
        existing.isPresent());
    database.flush();
    targets.add(TargetText.fromProto(stored.getTargetRunner()));
    return stored;
  }

  public Optional<Profile> find(String name) {
    return repository.findByNameKey(key(name)).map(this::open);
  }

  /** When it was last set; long ago for one that is not there. */
  public Instant changedAt(Profile profile) {
    return repository
        .findByNameKey(key(profile.getName()))
        .map(ProfileRow::changedAt)
        .orElse(Instant.EPOCH);
  }

  public Optional<Profile> defaultProfile() {
    return repository.findByIsDefaultTrue().map(this::open);
  }

  /**
   * @throws ApiException NOT_FOUND, with the names that there are
   */
  public Profile require(String name) {
    return find(name).orElseThrow(() -> notFound(name));
  }

  /** The refusal of a name that no profile has. */
  public ApiException notFound(String name) {
    List<String> names = list().stream().map(Profile::getName).toList();
    return ApiException.notFound(
        "no runner profile is named '%s': %s",
        name,
        names.isEmpty()
            ? "there is none yet; 'waypoint runner profile set' makes one"
            : "there are " + String.join(", ", names));
  }

  public List<Profile> list() {
    return repository.findAll().stream()
        .map(this::open)
        .sorted(Comparator.comparing(Profile::getName))
        .toList();
  }

  public void delete(String name) {
    if (repository.deleteByNameKey(key(name)) == 0) {
      throw notFound(name);
    }
    database.flush();
  }

  @Override
  public List<String> profilesNaming(RunnerId id) {
    return list().stream()
        .filter(profile -> profile.getTargetRunner().getId().equals(id.value()))
        .map(Profile::getName)
        .toList();
  }

  private Profile open(ProfileRow row) {
    Profile profile = Protos.parse(Profile.parser(), box.open("profile/" + row.id(), row.body()));
    return profile.toBuilder().setDefault(row.isDefault()).build();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
