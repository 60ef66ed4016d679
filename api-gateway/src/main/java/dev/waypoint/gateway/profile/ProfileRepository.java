package dev.waypoint.gateway.profile;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The stored profiles. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProfileRepository extends GenericRepository<ProfileRow, String> {
  ProfileRow save(ProfileRow row);

  ProfileRow update(ProfileRow row);

  Optional<ProfileRow> findByNameKey(String nameKey);

  Optional<ProfileRow> findByIsDefaultTrue();

  List<ProfileRow> findAll();

  @Query("update profile set is_default = false where is_default = true and name_key <> :nameKey")
  void clearOtherDefaults(String nameKey);

  @Query("delete from profile where name_key = :nameKey")
  int deleteByNameKey(String nameKey);

  /** Stores a profile; a new default takes the place of the old one in the same transaction. */
  @Transactional
  default void put(ProfileRow row, boolean exists) {
    if (exists) {
      update(row);
    } else {
      save(row);
    }
    if (row.isDefault()) {
      clearOtherDefaults(row.nameKey());
    }
  }
}
